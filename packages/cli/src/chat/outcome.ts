/** How what was asked for ended. */
export type Outcome = 'done' | 'failed' | 'nothing' | 'unknown' | 'waiting' | 'interrupted';

export const EXIT_CODES: Record<Outcome, number> = {
  done: 0,
  failed: 1,
  nothing: 3,
  unknown: 4,
  waiting: 5,
  interrupted: 130,
};

/** The worst first: of several actions, the one that needs somebody's attention most decides. */
const ORDER: Outcome[] = ['interrupted', 'unknown', 'failed', 'waiting', 'done', 'nothing'];

/** One outcome of several; `nothing` of none. */
export const together = (outcomes: Outcome[]): Outcome => ORDER.find((one) => outcomes.includes(one)) ?? 'nothing';
