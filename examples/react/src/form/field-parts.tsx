// What all fields have in common: a label, a hint, errors, and how these are tied to the control.
import { Icon } from '../page/icon.tsx';
import type { Draft } from './draft.ts';
import type { Field } from './field.ts';
import { idOf } from './pointer.ts';
import type { FieldErrors } from './read-draft.ts';

export interface FieldProps<Kind extends Field = Field, Value extends Draft = Draft> {
  field: Kind;
  label: string;
  required: boolean;
  /** In a row the label and the hint are heard and not seen: the row's head says it. */
  labelHidden?: boolean;
  placeholder?: string;
  pointer: string;
  draft: Value;
  errors: FieldErrors;
  onChange(draft: Value): void;
}

const hintId = (pointer: string) => `${idOf(pointer)}-hint`;
const errorsId = (pointer: string) => `${idOf(pointer)}-errors`;

/** The attributes that tie a control to its label, hint and errors. */
export function controlProps({ field, required, pointer, errors }: FieldProps<Field, never> | FieldProps) {
  const described = [errors[pointer] && errorsId(pointer), field.description && hintId(pointer)].filter(Boolean);
  return {
    id: idOf(pointer),
    'aria-required': required || undefined,
    'aria-invalid': errors[pointer] ? true : undefined,
    'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
  };
}

export function FieldLabel({ label, required }: { label: string; required: boolean }) {
  return (
    <>
      {label} {!required && <span className="optional">optional</span>}
    </>
  );
}

interface FieldHintProps {
  pointer: string;
  text: string | undefined;
  hidden?: boolean | undefined;
}

export function FieldHint({ pointer, text, hidden }: FieldHintProps) {
  if (!text) return null;
  return (
    <p className={hidden ? 'unseen' : 'hint'} id={hintId(pointer)}>
      {text}
    </p>
  );
}

export function FieldErrorList({ pointer, errors }: { pointer: string; errors: string[] | undefined }) {
  if (!errors) return null;
  return (
    <ul className="errors" id={errorsId(pointer)}>
      {errors.map((sentence) => (
        <li key={sentence}>
          <Icon name="warning" /> {sentence}
        </li>
      ))}
    </ul>
  );
}
