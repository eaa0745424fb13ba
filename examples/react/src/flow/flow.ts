// The way of one action: compose -> review -> sending -> outcome. A preview that is edited goes back to compose, and the next one
// replaces it.
import type { Execution, Preview, Problem } from '../calls/index.ts';

/** A preview, and when it arrived by the page's own clock: only the time that it lives is taken from Relay's. */
export interface Shown {
  preview: Preview;
  arrivedAt: number;
}
export type Stage =
  | { at: 'compose'; edited?: Shown }
  | { at: 'review'; shown: Shown }
  | { at: 'sending'; shown: Shown; since: number }
  | { at: 'outcome'; shown: Shown; execution: Execution };

export interface Flow {
  stage: Stage;
  /** A call is under way that is not the send itself. */
  busy: boolean;
  problem?: Problem;
  /** The problem is that of a confirm. */
  ofConfirm?: boolean;
  /** The id of the preview that has just been discarded. */
  discarded?: string;
}
export type FlowEvent =
  | { type: 'asked' }
  | { type: 'previewed'; preview: Preview; arrivedAt: number }
  | { type: 'edit' }
  | { type: 'back' }
  | { type: 'discarded' }
  | { type: 'confirmed'; since: number }
  | { type: 'settled'; execution: Execution }
  | { type: 'refused'; problem: Problem }
  | { type: 'restart' };

export const START: Flow = { stage: { at: 'compose' }, busy: false };

/** With these, the preview that was edited is no more, or has been confirmed by somebody: nothing is left to replace. */
const NOTHING_TO_REPLACE = ['preview_discarded', 'preview_executed', 'preview_not_found'];

export function nextFlow(flow: Flow, event: FlowEvent): Flow {
  const { stage } = flow;
  const shown = shownIn(stage);
  switch (event.type) {
    case 'asked':
      return { stage, busy: true };
    case 'previewed':
      return { stage: { at: 'review', shown: { preview: event.preview, arrivedAt: event.arrivedAt } }, busy: false };
    case 'edit': // not while it is sent: the result is awaited where it was asked for
      return stage.at === 'review' ? { stage: { at: 'compose', edited: stage.shown }, busy: false } : flow;
    case 'back':
      return shown ? { stage: { at: 'review', shown }, busy: false } : flow;
    case 'confirmed':
      return shown ? { stage: { at: 'sending', shown, since: event.since }, busy: false } : flow;
    case 'settled':
      return shown ? { stage: { at: 'outcome', shown, execution: event.execution }, busy: false } : flow;
    case 'refused':
      return {
        stage: afterRefusal(stage, event.problem),
        busy: false,
        problem: event.problem,
        ofConfirm: stage.at === 'sending',
      };
    case 'discarded':
      return shown ? { ...START, discarded: shown.preview.id } : START;
    case 'restart':
      return START;
  }
}

function afterRefusal(stage: Stage, { code }: Problem): Stage {
  if (stage.at === 'sending') return { at: 'review', shown: stage.shown };
  if (stage.at === 'compose' && NOTHING_TO_REPLACE.includes(code)) return { at: 'compose' };
  return stage;
}

/** The preview that a stage is about. */
export const shownIn = (stage: Stage): Shown | undefined => (stage.at === 'compose' ? stage.edited : stage.shown);

/** How many milliseconds a preview can still be confirmed, at `now` by the page's clock. */
export function timeLeft({ preview, arrivedAt }: Shown, now: number): number {
  const lifetime = Date.parse(preview.expiresAt) - Date.parse(preview.createdAt);
  return Math.max(0, arrivedAt + lifetime - now);
}
