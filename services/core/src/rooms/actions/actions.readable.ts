import type { Logger } from '../../platform/log.js';
import { type Answer, type Outcome, unreadableWrite, type WriteAction } from '../../providers/index.js';

/** The same action, whose readers never throw: what was sent must be settled, whatever an adapter makes of the answer. */
export function readable(action: WriteAction, log: Logger): WriteAction {
  const safely = (answer: Answer, read: () => Outcome): Outcome => {
    try {
      return read();
    } catch (err) {
      log.error({ err, action: action.id }, 'an answer could not be read');
      return unreadableWrite(answer, action.provider);
    }
  };
  const { probe } = action;
  return {
    ...action,
    read: (answer, request) => safely(answer, () => action.read(answer, request)),
    ...(probe && { probe: { ...probe, read: (answer, planned) => safely(answer, () => probe.read(answer, planned)) } }),
  };
}
