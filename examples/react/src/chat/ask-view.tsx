import { useId, useState } from 'react';
import type { Suggestion } from '../calls/index.ts';
import { type Draft, toDraft } from '../form/draft.ts';
import { isObject, type Json, labelOf, toField } from '../form/field.ts';
import { memberOf } from '../form/pointer.ts';
import { readDraft } from '../form/read-draft.ts';
import { type Answer, ChangeForm, objectOf } from './change-form.tsx';
import { FactList } from './fact-list.tsx';
import type { CardProps } from './suggestion-card.tsx';
import type { Conversation } from './use-conversation.ts';

type Missing = Suggestion['missing'][number];

/** What is missing: buttons where Relay knows what there is to choose from, and fields for the rest. */
export function AskView({ card: { suggestion }, action, conversation }: CardProps) {
  const choices = suggestion.missing.filter(({ choices }) => choices && choices.length > 0);
  const rest = suggestion.missing.filter((missing) => !choices.includes(missing));
  return (
    <>
      <h3>{action?.name ?? suggestion.action}</h3>
      <FactList action={action} input={suggestion.input} />
      {choices.map((missing) => (
        <ChoiceView key={missing.name} missing={missing} suggestion={suggestion} conversation={conversation} />
      ))}
      {rest.length > 0 && <MissingForm missing={rest} suggestion={suggestion} conversation={conversation} />}
    </>
  );
}

interface ChoiceViewProps {
  missing: Missing;
  suggestion: Suggestion;
  conversation: Conversation;
}

const NAMES: Record<string, string> = { connectionId: 'Account' };

function ChoiceView({ missing: { name, schema, choices = [] }, suggestion, conversation }: ChoiceViewProps) {
  const { busy, change } = conversation;
  const before = suggestion.input[name];
  const choose = (value: string, label: string) => {
    const isList = isObject(schema) && schema.type === 'array';
    const whole: Json = isList ? [...(Array.isArray(before) ? before : []), value] : value;
    if (!busy) void change(suggestion.id, { [name]: whole }, label);
  };
  return (
    <fieldset className="choices">
      <legend>{NAMES[name] ?? labelOf(name, schema as Json)}</legend>
      {choices.map(({ value, label }) => (
        <button key={value} type="button" aria-disabled={busy} title={value} onClick={() => choose(value, label)}>
          {label}
        </button>
      ))}
    </fieldset>
  );
}

interface MissingFormProps {
  missing: Missing[];
  suggestion: Suggestion;
  conversation: Conversation;
}

function MissingForm({ missing, suggestion, conversation }: MissingFormProps) {
  const [field] = useState(() => fieldOf(missing));
  // A list that is asked for begins with a row to write into.
  const [begun] = useState(() => toDraft(field, beginningOf(missing)));
  const titleId = useId();
  const read = (draft: Draft, root: string): Answer => {
    const { value, errors } = readDraft(field, draft, root);
    const given = Object.fromEntries(Object.entries(objectOf(value)).filter(([, value]) => !isEmptyList(value)));
    const wanted = missing.filter(({ name }) => given[name] === undefined).map(({ name }) => memberOf(root, name));
    const unanswered = Object.fromEntries(wanted.map((pointer) => [pointer, ['This field is required.']]));
    return { changes: given, errors: { ...unanswered, ...errors } };
  };
  return (
    <>
      <p className="unseen" id={titleId}>
        What is missing
      </p>
      <ChangeForm
        field={field}
        begun={begun}
        root={`${suggestion.id}-missing`}
        labelledBy={titleId}
        suggestion={suggestion}
        conversation={conversation}
        read={read}
      >
        <button type="submit" className="primary" aria-disabled={conversation.busy}>
          Go on
        </button>
        <p className="note">You can also answer in words.</p>
      </ChangeForm>
    </>
  );
}

const fieldOf = (missing: Missing[]) =>
  toField({
    type: 'object',
    required: missing.map(({ name }) => name),
    properties: Object.fromEntries(missing.map(({ name, schema }) => [name, schema as Json])),
  });

const beginningOf = (missing: Missing[]) =>
  Object.fromEntries(
    missing
      .filter(({ schema }) => isObject(schema) && isObject(schema.items) && schema.items.type === 'string')
      .map(({ name }) => [name, ['']]),
  );

const isEmptyList = (value: Json) => Array.isArray(value) && value.every((item) => item === '');
