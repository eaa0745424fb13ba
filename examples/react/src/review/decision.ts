import type { Trouble } from '../flow/trouble.ts';

export type Decision = 'confirm' | 'confirm again' | 'preview again';

interface Situation {
  /** How long the preview can still be confirmed, in milliseconds. */
  leftMs: number;
  sending: boolean;
  /** What the last call ran into. */
  trouble: Trouble | undefined;
}

/** What a person can decide about a preview now. */
export function decisionOf({ leftMs, sending, trouble }: Situation): Decision {
  // A confirm whose reply was lost comes before all else: it gives the result if there is one, also when the time is over. A new
  // preview in its place might do the thing a second time.
  if (trouble?.confirmAgain) return 'confirm again';
  if (sending) return 'confirm';
  return leftMs === 0 || trouble?.previewAgain ? 'preview again' : 'confirm';
}
