import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import type { Draft } from './draft.ts';
import type { Field } from './field.ts';
import { FieldErrorList } from './field-parts.tsx';
import { FieldView } from './field-view.tsx';
import { placeErrors, placesOf } from './places.ts';
import { idOf, isWithin, memberOf } from './pointer.ts';
import type { FieldErrors } from './read-draft.ts';

interface ActionFormProps {
  field: Field;
  draft: Draft;
  errors: FieldErrors;
  busy: boolean;
  /** Where its pointers begin, so that forms on one page do not share an id. */
  root?: string;
  /** The id of its heading. */
  labelledBy?: string;
  /** What is pressed to send it, and what stands beside it. */
  children: ReactNode;
  onChange(draft: Draft, errors: FieldErrors): void;
  onSubmit(): void;
}

/** The fields of an action's input schema. Errors stand at their fields, and the first of them gets the focus. */
export function ActionForm(props: ActionFormProps) {
  const { field, draft, errors, busy, root = '', labelledBy = 'stage-title', children, onChange, onSubmit } = props;
  const places = placesOf(field, draft, root);
  const placed = placeErrors(errors, places);
  useFocusOnError(
    errors,
    places.find((place) => placed[place]),
  );

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) onSubmit();
  };
  /** What was said about a field is out of date as soon as somebody changes it. */
  const change = (next: Draft, changed: string) =>
    onChange(next, Object.fromEntries(Object.entries(errors).filter(([pointer]) => !isWithin(pointer, changed))));

  return (
    <form noValidate onSubmit={submit} aria-labelledby={labelledBy}>
      {field.kind === 'group' && placed[root] && (
        <div id={idOf(root)} tabIndex={-1}>
          <FieldErrorList pointer={root} errors={placed[root]} />
        </div>
      )}
      {field.kind === 'group' ? (
        field.properties.map(({ name, ...property }) => {
          const members = draft as { [name: string]: Draft };
          const pointer = memberOf(root, name);
          return (
            <FieldView
              key={name}
              {...property}
              pointer={pointer}
              draft={members[name]!}
              errors={placed}
              onChange={(value) => change({ ...members, [name]: value }, pointer)}
            />
          );
        })
      ) : (
        <FieldView
          label="Input"
          required
          pointer={root}
          field={field}
          draft={draft}
          errors={placed}
          onChange={(value) => change(value, root)}
        />
      )}
      <div className="actions">{children}</div>
    </form>
  );
}

function useFocusOnError(errors: FieldErrors, place: string | undefined): void {
  const seen = useRef(errors);
  useEffect(() => {
    const isNew = Object.keys(errors).some((pointer) => errors[pointer] !== seen.current[pointer]);
    seen.current = errors;
    if (isNew && place !== undefined) document.getElementById(idOf(place))?.focus();
  }, [errors, place]);
}
