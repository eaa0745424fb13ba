import { useEffect, useId, useRef, useState } from 'react';
import type { Action } from '../calls/index.ts';
import { ActionForm } from '../form/action-form.tsx';
import { toDraft } from '../form/draft.ts';
import { type Field, isObject, type JsonObject, toField } from '../form/field.ts';
import { type FieldErrors, readDraft } from '../form/read-draft.ts';
import { changesBetween, maskedIn, sentenceOf } from './changes.ts';
import type { CardProps } from './suggestion-card.tsx';

interface EditViewProps extends CardProps {
  action: Action;
  onBack(): void;
}

/** The input of a suggestion, to be changed. What comes of it is a new preview, which takes the place of this one. */
export function EditView({ card: { suggestion }, action, conversation, onBack }: EditViewProps) {
  const [field] = useState(() => toField(action.inputSchema));
  const [begun] = useState(() => toDraft(field, suggestion.input));
  const [draft, setDraft] = useState(begun);
  const [errors, setErrors] = useState<FieldErrors>({});
  const titleId = useId();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const root = `${suggestion.id}-edit`;
  const submit = () => {
    const reading = readDraft(field, draft, root);
    const changes = changesBetween(objectOf(readDraft(field, begun).value), objectOf(reading.value));
    const wrong = { ...reading.errors, ...maskedIn(changes, root) };
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    if (Object.keys(changes).length === 0) return onBack();
    void conversation.change(suggestion.id, changes, sentenceOf(changes, labelsOf(field)));
  };
  return (
    <>
      <h3 id={titleId} ref={title} tabIndex={-1}>
        Edit
      </h3>
      <ActionForm
        field={field}
        draft={draft}
        errors={errors}
        busy={conversation.busy}
        root={root}
        labelledBy={titleId}
        onChange={(draft, errors) => {
          setDraft(draft);
          setErrors(errors);
        }}
        onSubmit={submit}
      >
        <button type="submit" className="primary" aria-disabled={conversation.busy}>
          Preview the change
        </button>
        <button type="button" className="quiet" onClick={onBack}>
          Back
        </button>
        <p className="note">Nothing is sent yet. The new preview replaces this one.</p>
      </ActionForm>
    </>
  );
}

const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});

export const labelsOf = (field: Field): Record<string, string> =>
  field.kind === 'group' ? Object.fromEntries(field.properties.map(({ name, label }) => [name, label])) : {};
