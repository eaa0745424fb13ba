import type { Group, Row } from './draft.ts';
import type { FieldOf } from './field.ts';
import { controlProps, FieldErrorList, FieldHint, FieldLabel, type FieldProps } from './field-parts.tsx';
import { MomentControl } from './moment-control.tsx';
import { memberOf } from './pointer.ts';
import { RowsView } from './rows-view.tsx';

/** One field of any kind, with its label, hint and errors. */
export function FieldView(props: FieldProps) {
  const { field, label, required, labelHidden, pointer, errors } = props;
  if (field.kind === 'group') return <GroupView {...(props as FieldProps<FieldOf<'group'>, Group>)} />;
  if (field.kind === 'map' || field.kind === 'list')
    return <RowsView {...(props as FieldProps<FieldOf<'map'> | FieldOf<'list'>, Row[]>)} />;
  const { id } = controlProps(props);
  const labelled = (
    <label htmlFor={id} className={labelHidden ? 'unseen' : undefined}>
      <FieldLabel label={label} required={required || Boolean(labelHidden)} />
    </label>
  );
  return (
    <div className="field" data-kind={field.kind} data-invalid={errors[pointer] ? '' : undefined}>
      {field.kind === 'switch' ? (
        <div className="switch">
          <Control {...props} />
          {labelled}
        </div>
      ) : (
        labelled
      )}
      <FieldHint pointer={pointer} text={field.description} hidden={labelHidden} />
      {field.kind !== 'switch' && <Control {...props} />}
      <FieldErrorList pointer={pointer} errors={errors[pointer]} />
    </div>
  );
}

function Control(props: FieldProps) {
  const { field, draft, onChange } = props;
  const attributes = controlProps(props);
  const text = String(draft);
  switch (field.kind) {
    case 'switch':
      return (
        <input
          type="checkbox"
          {...attributes}
          checked={draft === true}
          onChange={(event) => onChange(event.target.checked)}
        />
      );
    case 'choice':
      return (
        <select {...attributes} value={text} onChange={(event) => onChange(event.target.value)}>
          {text === '' || !(props.required || 'default' in field) ? <option value="">Not set</option> : null}
          {field.options.map((option, index) => (
            <option key={JSON.stringify(option)} value={index}>
              {wordOf(option)}
            </option>
          ))}
        </select>
      );
    case 'json':
      return (
        <textarea
          {...attributes}
          className="code"
          rows={rowsOf(text, 5)}
          spellCheck={false}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'moment':
      return <MomentControl attributes={attributes} label={props.label} value={text} onChange={onChange} />;
    case 'number':
      return (
        <input
          type="text"
          inputMode="decimal"
          {...attributes}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'text':
      if (field.long)
        return (
          <textarea
            {...attributes}
            rows={rowsOf(text, 4)}
            value={text}
            onChange={(event) => onChange(event.target.value)}
          />
        );
      return (
        <input
          type={TYPES[field.format ?? ''] ?? 'text'}
          {...attributes}
          placeholder={props.placeholder}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={field.format === undefined}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    default:
      return null;
  }
}

const TYPES: Record<string, string> = { uri: 'url', email: 'email' };
const wordOf = (option: unknown) => (option === true ? 'Yes' : option === false ? 'No' : String(option));
const rowsOf = (text: string, least: number) => Math.min(16, Math.max(least, text.split('\n').length));

function GroupView(props: FieldProps<FieldOf<'group'>, Group>) {
  const { field, label, required, labelHidden, pointer, draft, errors, onChange } = props;
  const { id, 'aria-describedby': describedBy } = controlProps(props as FieldProps);
  return (
    <fieldset className="field" id={id} tabIndex={-1} aria-describedby={describedBy}>
      <legend className={labelHidden ? 'unseen' : undefined}>
        <FieldLabel label={label} required={required || Boolean(labelHidden)} />
      </legend>
      <FieldHint pointer={pointer} text={field.description} />
      <FieldErrorList pointer={pointer} errors={errors[pointer]} />
      <div className="members">
        {field.properties.map(({ name, ...property }) => (
          <FieldView
            key={name}
            {...property}
            pointer={memberOf(pointer, name)}
            draft={draft[name]!}
            errors={errors}
            onChange={(value) => onChange({ ...draft, [name]: value })}
          />
        ))}
      </div>
    </fieldset>
  );
}
