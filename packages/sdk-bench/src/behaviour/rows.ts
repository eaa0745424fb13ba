import type { Candidate } from '../candidates.ts';
import type { Play } from './play.ts';
import { errorRows } from './rows/errors.ts';
import { retryRows } from './rows/retries.ts';
import { streamRows } from './rows/streams.ts';
import { timeRows } from './rows/times.ts';
import type { Verdict } from './verdict.ts';

export interface Row {
  title: string;
  /** What the server does, and what counts as yes: a sentence for the method's section. */
  method: string;
  judge(candidate: Candidate, play: Play): Promise<Verdict>;
}

export const ROWS: Row[] = [...retryRows, ...timeRows, ...errorRows, ...streamRows];
