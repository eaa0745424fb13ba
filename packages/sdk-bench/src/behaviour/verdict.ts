/** `yes`, `partly` and `no` count when candidates are compared; `fact` is told, and `none` says that the question does not arise. */
export interface Verdict {
  mark: 'yes' | 'partly' | 'no' | 'fact' | 'none';
  text: string;
}

export const does = (text = ''): Verdict => ({ mark: 'yes', text });
export const partly = (text: string): Verdict => ({ mark: 'partly', text });
export const doesNot = (text: string): Verdict => ({ mark: 'no', text });
export const fact = (text: string): Verdict => ({ mark: 'fact', text });
export const none = (text: string): Verdict => ({ mark: 'none', text });

/** As it stands in a cell. */
export function show({ mark, text }: Verdict): string {
  if (mark === 'fact') return text;
  if (mark === 'none') return `– (${text})`;
  return text === '' ? mark : `${mark}: ${text}`;
}
