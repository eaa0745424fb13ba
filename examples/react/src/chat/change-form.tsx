import { type ReactNode, useState } from 'react';
import type { Suggestion } from '../calls/index.ts';
import { ActionForm } from '../form/action-form.tsx';
import type { Draft } from '../form/draft.ts';
import { type Field, isObject, type JsonObject } from '../form/field.ts';
import type { FieldErrors } from '../form/read-draft.ts';
import { sentenceOf } from './changes.ts';
import type { Conversation } from './use-conversation.ts';

/** What a draft says of a suggestion, and what is wrong with it. */
export interface Answer {
  changes: JsonObject;
  errors: FieldErrors;
}

interface ChangeFormProps {
  field: Field;
  /** The draft to begin with. */
  begun: Draft;
  /** Where the pointers of its fields begin. */
  root: string;
  /** The id of its heading. */
  labelledBy: string;
  suggestion: Suggestion;
  conversation: Conversation;
  read(draft: Draft, root: string): Answer;
  /** When it is sent as it was. */
  onUnchanged?(): void;
  /** What is pressed to send it, and what stands beside it. */
  children: ReactNode;
}

/** Fields of a suggestion. What they say is sent as a turn of the conversation. */
export function ChangeForm(props: ChangeFormProps) {
  const { field, begun, root, labelledBy, suggestion, conversation, read, onUnchanged, children } = props;
  const [draft, setDraft] = useState(begun);
  const [errors, setErrors] = useState<FieldErrors>({});
  const submit = () => {
    const { changes, errors } = read(draft, root);
    setErrors(errors);
    if (Object.keys(errors).length > 0) return;
    if (onUnchanged && Object.keys(changes).length === 0) return onUnchanged();
    void conversation.change(suggestion.id, changes, sentenceOf(changes, labelsOf(field)));
  };
  return (
    <ActionForm
      field={field}
      draft={draft}
      errors={errors}
      busy={conversation.busy}
      root={root}
      labelledBy={labelledBy}
      onChange={(draft, errors) => {
        setDraft(draft);
        setErrors(errors);
      }}
      onSubmit={submit}
    >
      {children}
    </ActionForm>
  );
}

export const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});

const labelsOf = (field: Field): Record<string, string> =>
  field.kind === 'group' ? Object.fromEntries(field.properties.map(({ name, label }) => [name, label])) : {};
