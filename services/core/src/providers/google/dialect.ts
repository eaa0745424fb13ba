// How Google tells what went wrong: https://developers.google.com/workspace/gmail/api/guides/handle-errors,
// https://developers.google.com/workspace/calendar/api/guides/errors, and https://google.aip.dev/193 for its newer APIs.
import type { Dialect, Explanation } from '../failure.judge.js';
import { jsonOf } from '../failure.reply.js';
import { fieldsOf, itemsOf, textOf } from '../fields.js';
import type { Answer } from '../provider.js';

export const google: Dialect = { name: 'Google', explain };

/** Whether Google says that what a request names is not there, or not any more; other answers of 404 are about the API itself, or not Google's. */
export function isMissing(answer: Answer): boolean {
  const { kind, providerCode = '' } = explain(answer);
  return [404, 410].includes(answer.status) && kind === undefined && MISSING.includes(providerCode);
}

const MISSING = ['notFound', 'deleted', 'NOT_FOUND'];

const LIMIT: Explanation = { kind: 'rate_limited' };
const SCOPE_MISSING: Explanation = {
  kind: 'permission',
  detail:
    'The connection lacks a permission that this needs; connect the account again, and agree to all that is asked.',
};
const API_OFF: Explanation = {
  kind: 'permission',
  detail:
    'This API is not turned on in the Google Cloud project of the OAuth client; whoever runs Relay turns it on there.',
};

/** What Google's own words mean where they say more than the status. */
const MEANINGS: Record<string, Explanation> = {
  rateLimitExceeded: LIMIT,
  userRateLimitExceeded: LIMIT,
  quotaExceeded: LIMIT,
  dailyLimitExceeded: LIMIT,
  concurrentLimitExceeded: LIMIT,
  RATE_LIMIT_EXCEEDED: LIMIT,
  RESOURCE_EXHAUSTED: LIMIT,
  insufficientPermissions: SCOPE_MISSING,
  ACCESS_TOKEN_SCOPE_INSUFFICIENT: SCOPE_MISSING,
  accessNotConfigured: API_OFF,
  SERVICE_DISABLED: API_OFF,
  domainPolicy: {
    kind: 'permission',
    detail: "The administrator of the account's Google Workspace has turned this off; ask there.",
  },
};
const CHAT_APP_MISSING: Explanation = {
  kind: 'permission',
  detail:
    'Google Chat wants a Chat app in the Google Cloud project of the OAuth client; whoever runs Relay configures one there.',
};
const NO_MAILBOX: Explanation = { kind: 'permission', detail: 'The account has no Gmail mailbox; use one that has.' };

function explain(answer: Answer): Explanation {
  const { message, reasons, retryDelay } = wordsOf(answer);
  const known = reasons.map((reason) => MEANINGS[reason]).find((meaning) => meaning !== undefined);
  return {
    providerCode: reasons[0],
    providerMessage: message,
    retryAfterMs: pauseOf(answer, message, retryDelay),
    ...(known ?? meaningOf(message)),
  };
}

function meaningOf(message: string): Explanation {
  if (/^Google Chat app not found/i.test(message)) return CHAT_APP_MISSING;
  if (/^Mail service not enabled/i.test(message)) return NO_MAILBOX;
  return {};
}

interface Words {
  message: string;
  /** The most telling first. */
  reasons: string[];
  retryDelay: string;
}

function wordsOf(answer: Answer): Words {
  const { error, error_description: description } = fieldsOf(jsonOf(answer));
  // As its OAuth servers say it.
  if (typeof error === 'string') return { message: textOf(description) ?? '', reasons: [error], retryDelay: '' };
  const { message, status, errors, details } = fieldsOf(error);
  const [listed, detailed] = [errors, details].map((list) => itemsOf(list).map(fieldsOf));
  return {
    message: textOf(message) ?? '',
    reasons: [...listed!, ...detailed!, { reason: status }].flatMap(({ reason }) => textOf(reason) ?? []),
    retryDelay: detailed!.flatMap((detail) => textOf(detail.retryDelay) ?? [])[0] ?? '',
  };
}

/** Gmail names an instant in a sentence, newer APIs a duration in the details; most say nothing. */
function pauseOf({ headers }: Answer, message: string, retryDelay: string): number | undefined {
  const [, seconds] = /^(\d{1,6}(?:\.\d+)?)s$/.exec(retryDelay) ?? [];
  if (seconds !== undefined) return Number(seconds) * 1000;
  const [, instant] = /Retry after (\d{4}-\d\d-\d\dT[\d:.]+Z)/.exec(message) ?? [];
  const wait = Date.parse(instant ?? '') - Date.parse(headers.date ?? '');
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
