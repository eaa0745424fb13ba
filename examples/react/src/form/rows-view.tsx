// Lists and maps: rows that a person adds and removes. The focus follows, so that nobody is lost who works by keyboard.
import { useRef } from 'react';
import { Icon } from '../page/icon.tsx';
import { newRow, type Row } from './draft.ts';
import type { FieldOf } from './field.ts';
import { controlProps, FieldErrorList, FieldHint, FieldLabel, type FieldProps } from './field-parts.tsx';
import { FieldView } from './field-view.tsx';
import { idOf, memberOf } from './pointer.ts';

export function RowsView(props: FieldProps<FieldOf<'map'> | FieldOf<'list'>, Row[]>) {
  const { field, label, required, labelHidden, pointer, draft: rows, errors, onChange } = props;
  const isMap = field.kind === 'map';
  const item = isMap ? field.value : field.item;
  const { id, 'aria-describedby': describedBy } = controlProps(props as FieldProps);
  const addButton = useRef<HTMLButtonElement>(null);
  const added = useRef<number>(undefined);
  const focusAdded = (key: number, row: HTMLElement | null) => {
    if (!row || key !== added.current) return;
    added.current = undefined;
    row.querySelector<HTMLElement>('input, select, textarea')?.focus();
  };
  const add = () => {
    const row = newRow(item);
    added.current = row.key;
    onChange([...rows, row]);
  };
  const change = (changed: Row) => onChange(rows.map((row) => (row.key === changed.key ? changed : row)));
  const remove = ({ key }: Row) => {
    onChange(rows.filter((row) => row.key !== key));
    addButton.current?.focus();
  };

  return (
    <fieldset
      className="field"
      id={id}
      tabIndex={-1}
      aria-describedby={describedBy}
      data-invalid={errors[pointer] ? '' : undefined}
    >
      <legend className={labelHidden ? 'unseen' : undefined}>
        <FieldLabel label={label} required={required} />
      </legend>
      <FieldHint pointer={pointer} text={field.description} />
      {rows.length > 0 && (
        <ol className="rows">
          {rows.map((row, index) => (
            <li key={row.key} className="row" data-map={isMap || undefined} ref={(node) => focusAdded(row.key, node)}>
              {isMap && (
                <NameInput row={row} label={`${label}: name ${index + 1}`} pointer={pointer} onChange={change} />
              )}
              <FieldView
                field={item}
                label={`${label}: ${isMap ? 'value ' : ''}${index + 1}`}
                labelHidden
                {...(isMap && { placeholder: 'Value' })}
                required={false}
                pointer={memberOf(pointer, isMap ? row.name || `${index}` : index)}
                draft={row.value}
                errors={errors}
                onChange={(value) => change({ ...row, value })}
              />
              <button
                type="button"
                className="quiet icon-only"
                onClick={() => remove(row)}
                aria-label={`Remove ${label} ${index + 1}`}
              >
                <Icon name="cross" />
              </button>
            </li>
          ))}
        </ol>
      )}
      <FieldErrorList pointer={pointer} errors={errors[pointer]} />
      <button type="button" className="add" ref={addButton} onClick={add}>
        <Icon name="plus" /> Add {isMap ? 'a row' : 'one'} <span className="unseen">to {label}</span>
      </button>
    </fieldset>
  );
}

interface NameInputProps {
  row: Row;
  label: string;
  pointer: string;
  onChange(row: Row): void;
}

function NameInput({ row, label, pointer, onChange }: NameInputProps) {
  return (
    <input
      type="text"
      className="name"
      id={`${idOf(pointer)}-name-${row.key}`}
      aria-label={label}
      placeholder="Name"
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      value={row.name}
      onChange={(event) => onChange({ ...row, name: event.target.value })}
    />
  );
}
