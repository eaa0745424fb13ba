import { useId, useState } from 'react';
import type { Suggestion } from '../calls/index.ts';
import { ActionForm } from '../form/action-form.tsx';
import { toDraft } from '../form/draft.ts';
import { isObject, type Json, labelOf, toField } from '../form/field.ts';
import { memberOf } from '../form/pointer.ts';
import { type FieldErrors, readDraft } from '../form/read-draft.ts';
import { sentenceOf } from './changes.ts';
import { labelsOf } from './edit-view.tsx';
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
  const [draft, setDraft] = useState(() => toDraft(field, beginningOf(missing)));
  const [errors, setErrors] = useState<FieldErrors>({});
  const titleId = useId();
  const root = `${suggestion.id}-missing`;
  const submit = () => {
    const { value, errors } = readDraft(field, draft, root);
    const given = Object.fromEntries(
      Object.entries(isObject(value) ? value : {}).filter(([, value]) => !isEmptyList(value)),
    );
    const wanted = missing.filter(({ name }) => given[name] === undefined).map(({ name }) => memberOf(root, name));
    const all = { ...Object.fromEntries(wanted.map((pointer) => [pointer, ['This field is required.']])), ...errors };
    setErrors(all);
    if (Object.keys(all).length === 0)
      void conversation.change(suggestion.id, given, sentenceOf(given, labelsOf(field)));
  };
  return (
    <>
      <p className="unseen" id={titleId}>
        What is missing
      </p>
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
          Go on
        </button>
        <p className="note">You can also answer in words.</p>
      </ActionForm>
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
