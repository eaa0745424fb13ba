// Results for the tests of the report.
import { ROWS } from './behaviour/rows.ts';
import { does, type Verdict } from './behaviour/verdict.ts';
import { CANDIDATES, type Candidate } from './candidates.ts';
import type { Result } from './results.ts';

export const candidateOf = (language: Candidate['language'], id: string): Candidate =>
  CANDIDATES.find((one) => one.language === language && one.id === id)!;

/** As good as can be, but for what is told. */
export function resultOf(
  candidate: Candidate,
  changes: Partial<Result> & { verdict?: [string, Verdict] } = {},
): Result {
  const verdicts = Object.fromEntries(ROWS.map(({ title }) => [title, does()]));
  if (changes.verdict) verdicts[changes.verdict[0]] = changes.verdict[1];
  return {
    candidate,
    ...(candidate.program && { bundle: 5_000 }),
    installed: { bytes: 250_000, packages: 1 },
    importTime: { wall: 5, cpu: 6 },
    runtime: 'Node >=20',
    verdicts,
    ...changes,
  };
}
