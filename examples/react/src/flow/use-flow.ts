import { useCallback, useEffect, useReducer, useRef } from 'react';
import {
  discardPreview,
  type Execution,
  execute,
  getExecution,
  makePreview,
  type PreviewRequest,
  type Problem,
  problemIn,
} from '../calls/index.ts';
import { type Flow, type FlowEvent, nextFlow, START, shownIn } from './flow.ts';

export interface FlowControls {
  flow: Flow;
  /** Resolves with why there is no preview, if there is none. */
  preview(request: Omit<PreviewRequest, 'replaces'>): Promise<Problem | undefined>;
  confirm(): Promise<Problem | undefined>;
  discard(): Promise<Problem | undefined>;
  edit(): void;
  back(): void;
  restart(): void;
}

/** How often an execution that is still under way is looked at, in milliseconds. */
const LOOK_EVERY = 1_000;

export function useFlow(): FlowControls {
  const [flow, tell] = useReducer(nextFlow, START);
  const isWorking = useRef(false);
  const { stage, problem } = flow;
  const shown = shownIn(stage);
  useFollow(stage.at === 'outcome' && stage.execution.status === 'running' ? stage.execution : undefined, tell);

  /** One call at a time: a second press of a button does nothing. */
  async function once(begin: FlowEvent, work: () => Promise<FlowEvent>): Promise<Problem | undefined> {
    if (isWorking.current) return undefined;
    isWorking.current = true;
    tell(begin);
    try {
      tell(await work());
      return undefined;
    } catch (error) {
      const problem = problemIn(error);
      tell({ type: 'refused', problem });
      return problem;
    } finally {
      isWorking.current = false;
    }
  }

  return {
    flow,
    preview: (request) =>
      once({ type: 'asked' }, async () => {
        const replaces = problem?.code === 'preview_discarded' ? undefined : shown?.preview.id;
        const preview = await makePreview({ ...request, ...(replaces && { replaces }) });
        return { type: 'previewed', preview, arrivedAt: Date.now() };
      }),
    confirm: () =>
      once({ type: 'confirmed', since: Date.now() }, async () => ({
        type: 'settled',
        execution: await execute(shown!.preview),
      })),
    discard: () =>
      once({ type: 'asked' }, async () => {
        await discardPreview(shown!.preview.id);
        return { type: 'discarded' };
      }),
    edit: () => tell({ type: 'edit' }),
    back: () => tell({ type: 'back' }),
    restart: () => tell({ type: 'restart' }),
  };
}

/** Looks at an execution until it has settled. */
function useFollow(execution: Execution | undefined, tell: (event: FlowEvent) => void): void {
  const id = execution?.id;
  const look = useCallback(async () => {
    const seen = id === undefined ? undefined : await getExecution(id).catch(() => undefined);
    if (seen && seen.status !== 'running') tell({ type: 'settled', execution: seen });
  }, [id, tell]);
  useEffect(() => {
    if (id === undefined) return;
    const timer = setInterval(look, LOOK_EVERY);
    return () => clearInterval(timer);
  }, [id, look]);
}
