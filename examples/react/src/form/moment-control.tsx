import { useId } from 'react';

interface MomentControlProps {
  attributes: { id: string };
  /** What the moment is of. */
  label: string;
  /** `2026-12-03T15:00`, `2026-12-03`, or nothing. */
  value: string;
  onChange(value: string): void;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A local time, or a whole day. */
export function MomentControl({ attributes, label, value, onChange }: MomentControlProps) {
  const boxId = useId();
  const isDay = DAY.test(value);
  const switchTo = (wholeDay: boolean) => {
    const day = value.slice(0, 'YYYY-MM-DD'.length) || today();
    onChange(wholeDay ? day : `${day}T09:00`);
  };
  return (
    <div className="moment">
      <input
        type={isDay ? 'date' : 'datetime-local'}
        {...attributes}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <div className="switch">
        <input id={boxId} type="checkbox" checked={isDay} onChange={(event) => switchTo(event.target.checked)} />
        <label htmlFor={boxId}>
          Whole day<span className="unseen">: {label}</span>
        </label>
      </div>
    </div>
  );
}

/** By the clock of whoever looks at the page. */
function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}
