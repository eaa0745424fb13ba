import { useEffect, useState } from 'react';
import { type Execution, getExecution } from '../calls/index.ts';

/** How often an execution that is still under way is looked at, in milliseconds. */
const LOOK_EVERY = 1_000;

/** An execution, looked for where only its id is known, and looked at until it has settled. */
export function useSettled(known: Execution | undefined, executionId: string | null): Execution | undefined {
  const [seen, setSeen] = useState<Execution>();
  const id = known?.id ?? executionId;
  const execution = seen && seen.id === id ? seen : known;
  const isOpen = execution === undefined || execution.status === 'running';
  useEffect(() => {
    if (id === null || !isOpen) return;
    const look = () => getExecution(id).then(setSeen, () => {});
    void look();
    const timer = setInterval(look, LOOK_EVERY);
    return () => clearInterval(timer);
  }, [id, isOpen]);
  return execution;
}
