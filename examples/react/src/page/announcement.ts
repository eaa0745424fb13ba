import type { Flow } from '../flow/flow.ts';
import type { FieldErrors } from '../form/read-draft.ts';
import { verdictOf } from '../outcome/verdict.ts';

/** What a screen reader says of a change that its user did not make. */
export function announcementOf({ stage, busy, discarded }: Flow, errors: FieldErrors): string {
  if (stage.at === 'sending') return 'Sending.';
  if (stage.at === 'outcome') {
    const { title, explanation } = verdictOf(stage.execution.status);
    return `${title}. ${stage.execution.error?.detail ?? explanation}`;
  }
  if (busy) return 'One moment.';
  if (stage.at === 'review') return 'The preview is ready. Nothing is sent yet.';
  const count = Object.keys(errors).length;
  if (count === 0) return discarded ? 'The preview is discarded.' : '';
  return count === 1 ? 'One field needs a correction.' : `${count} fields need a correction.`;
}
