import { useCallback, useEffect, useState } from 'react';
import { type Problem, problemIn } from '../calls/index.ts';

export interface Loaded<Value> {
  /** Kept while it is loaded again, and when that fails. */
  value?: Value;
  problem?: Problem;
  loading: boolean;
  reload(): void;
}

/**
 * What a call gives: loaded at first, again with each new `revision`, and whenever `reload` is called. `load` must stay the same
 * function.
 */
export function useLoaded<Value>(load: () => Promise<Value>, revision = ''): Loaded<Value> {
  const [state, setState] = useState<Omit<Loaded<Value>, 'reload'>>({ loading: true });
  const reload = useCallback(() => {
    setState((before) => ({ ...before, loading: true }));
    load().then(
      (value) => setState({ value, loading: false }),
      (error) => setState((before) => ({ ...before, problem: problemIn(error), loading: false })),
    );
  }, [load]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision is the reason to load
  useEffect(reload, [reload, revision]);
  return { ...state, reload };
}
