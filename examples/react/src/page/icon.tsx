const PATHS = {
  check: 'M3.5 8.5 6.5 11.5 12.5 4.5',
  cross: 'M4 4l8 8M12 4l-8 8',
  plus: 'M8 3v10M3 8h10',
  question: 'M5.6 5.8a2.4 2.4 0 1 1 3.6 2.1c-.8.4-1.2.9-1.2 1.7M8 12.2v.3',
  warning: 'M8 4v5M8 11.8v.3',
  refresh: 'M12.5 6A5 5 0 1 0 13 9M12.8 2.8V6H9.6',
  key: 'M6.8 9.2a2.6 2.6 0 1 1 0-2.4H13v2.4M10.6 9v1.6',
} as const;

export type IconName = keyof typeof PATHS;

/** A picture that says nothing which the words beside it do not say. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
