// What a run finds out about one candidate.
import type { Verdict } from './behaviour/verdict.ts';
import type { Candidate } from './candidates.ts';
import type { ImportTime } from './measure/import-time.ts';
import type { Size } from './measure/installed-size.ts';

export interface Result {
  candidate: Candidate;
  /** Bytes, minified and gzipped; undefined in Python. */
  bundle?: number;
  installed: Size;
  importTime: ImportTime;
  /** As its package says it: `Node >=20`. */
  runtime: string;
  /** By the title of the row. */
  verdicts: Record<string, Verdict>;
}

/** What the numbers depend on. */
export interface Circumstances {
  processor: string;
  processors: number;
  gigabytes: number;
  system: string;
  node: string;
  python: string;
  /** How many processes wanted to run, in the minute in which imports were timed. */
  load: number;
  rounds: number;
}
