import { useEffect, useId, useRef, useState } from 'react';
import type { Action } from '../calls/index.ts';
import { type Draft, toDraft } from '../form/draft.ts';
import { toField } from '../form/field.ts';
import { readDraft } from '../form/read-draft.ts';
import { type Answer, ChangeForm, objectOf } from './change-form.tsx';
import { changesBetween, maskedIn } from './changes.ts';
import type { CardProps } from './suggestion-card.tsx';

interface EditViewProps extends CardProps {
  action: Action;
  onBack(): void;
}

/** The input of a suggestion, to be changed. What comes of it is a new preview, which takes the place of this one. */
export function EditView({ card: { suggestion }, action, conversation, onBack }: EditViewProps) {
  const [field] = useState(() => toField(action.inputSchema));
  const [begun] = useState(() => toDraft(field, suggestion.input));
  const titleId = useId();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const read = (draft: Draft, root: string): Answer => {
    const { value, errors } = readDraft(field, draft, root);
    const changes = changesBetween(objectOf(readDraft(field, begun).value), objectOf(value));
    return { changes, errors: { ...errors, ...maskedIn(changes, root) } };
  };
  return (
    <>
      <h3 id={titleId} ref={title} tabIndex={-1}>
        Edit
      </h3>
      <ChangeForm
        field={field}
        begun={begun}
        root={`${suggestion.id}-edit`}
        labelledBy={titleId}
        suggestion={suggestion}
        conversation={conversation}
        read={read}
        onUnchanged={onBack}
      >
        <button type="submit" className="primary" aria-disabled={conversation.busy}>
          Preview the change
        </button>
        <button type="button" className="quiet" onClick={onBack}>
          Back
        </button>
        <p className="note">Nothing is sent yet. The new preview replaces this one.</p>
      </ChangeForm>
    </>
  );
}
