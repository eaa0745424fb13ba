// What to tell a person when a call failed: what it means for them, and what they can do.
import type { Problem } from '../calls/index.ts';

export interface Trouble {
  title: string;
  advice: string;
  /** Whether the plan on the page is of no use any more, so that only a new preview helps. */
  previewAgain?: boolean;
  /** Whether to confirm once more, which is safe. */
  confirmAgain?: boolean;
}

/** `ofConfirm`: the call was a confirm, which may have taken effect although its reply was lost. */
export function troubleOf({ status, code, detail, retryAfter }: Problem, ofConfirm = false): Trouble {
  const isLost = status === 0 || status >= 500;
  if (isLost && ofConfirm)
    return {
      title: 'The reply to your confirm was lost',
      advice: `${detail} Your confirm may have arrived. Confirm again: one plan runs only once, and you get the result of the first.`,
      confirmAgain: true,
    };
  switch (code) {
    case 'no_answer':
      return { title: 'No answer', advice: `${detail} Start the example again, then try again.` };
    case 'reply_failed':
      return { title: 'The reply was not finished', advice: detail };
    case 'relay_unreachable':
      return { title: 'Relay does not answer', advice: `${detail} Start it, then try again. Nothing was sent.` };
    case 'unauthenticated':
      return {
        title: 'Relay does not accept the API key',
        advice: 'The key that the server of this example holds is not valid. Give it a valid one and start it again.',
      };
    case 'forbidden':
      return {
        title: 'The API key may not do this',
        advice: `${detail} To preview and to confirm, the key needs the role developer.`,
      };
    case 'preview_changed':
      return {
        title: 'The plan is not the one that you see',
        advice: 'Nothing was sent. Preview again, and look at what it says now.',
        previewAgain: true,
      };
    case 'preview_expired':
    case 'preview_discarded':
      return {
        title: 'This preview cannot be confirmed any more',
        advice: `${detail} Nothing was sent.`,
        previewAgain: true,
      };
    case 'preview_executed':
      return {
        title: 'This preview has been confirmed already',
        advice:
          'What happened cannot be taken back by an edit. Look at it first: another preview would do it a second time.',
      };
    case 'connection_required':
      return { title: 'This runs through an account', advice: `${detail} Connect one under Accounts, then try again.` };
    case 'scope_missing':
      return { title: 'The account does not allow this yet', advice: detail };
    case 'rate_limited':
      return {
        title: 'Too many requests',
        advice: `Try again ${retryAfter ? `in ${retryAfter} s` : 'in a moment'}. Nothing was sent.`,
      };
    default:
      return { title: isLost ? 'Relay could not do this' : 'Relay refused this', advice: detail };
  }
}
