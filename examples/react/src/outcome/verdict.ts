// How an execution ended, in words that promise no more than is known.
import type { Execution } from '../calls/index.ts';
import { durationOf } from '../page/words.ts';

export type Tone = 'good' | 'bad' | 'unknown' | 'busy';
export interface Verdict {
  tone: Tone;
  /** One or two words, for a badge. */
  label: string;
  title: string;
  explanation: string;
}

const VERDICTS: Record<string, Verdict> = {
  running: {
    tone: 'busy',
    label: 'Running',
    title: 'Still under way',
    explanation: 'Relay is waiting for the receiver. This page looks again by itself.',
  },
  succeeded: {
    tone: 'good',
    label: 'Succeeded',
    title: 'Done',
    explanation: 'The receiver took the request.',
  },
  failed: {
    tone: 'bad',
    label: 'Failed',
    title: 'Failed',
    explanation: 'The receiver did not take the request, or it was never reached.',
  },
  outcome_unknown: {
    tone: 'unknown',
    label: 'Unknown',
    title: 'Nobody knows whether it happened',
    explanation:
      'The request left, and no clear answer came back. It may have taken effect or not. Relay does not send it again by itself.',
  },
};

/** A status that this page does not know yet is shown by its name, and as unknown. */
export const verdictOf = (status: string): Verdict =>
  VERDICTS[status] ?? {
    tone: 'unknown',
    label: status,
    title: status,
    explanation: 'This page does not know this status.',
  };

/** What to do about an execution that did not succeed. */
export function adviceOf({ status, error }: Pick<Execution, 'status' | 'error'>): string | undefined {
  if (status === 'outcome_unknown')
    return 'Look at the receiver before you do this again. If it did happen, a second time would be one too many.';
  if (status !== 'failed' || !error) return undefined;
  if (!error.retryable) return 'The same again would fail again. Change something first.';
  return error.retryAfterMs === undefined
    ? 'A new preview of the same may well succeed.'
    : `A new preview of the same may well succeed, in ${durationOf(error.retryAfterMs)} or later.`;
}

export const attemptsOf = (attempts: number): string => (attempts === 1 ? 'Sent once' : `Sent ${attempts} times`);
