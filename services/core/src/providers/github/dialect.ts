// How GitHub tells what went wrong: https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
import type { Dialect, Explanation } from '../failure.judge.js';
import { jsonOf } from '../failure.reply.js';
import { retryAfterMs } from '../failure.retry-after.js';
import { fieldsOf, itemsOf, textOf } from '../fields.js';
import type { Answer } from '../provider.js';

export const github: Dialect = { name: 'GitHub', explain };

/** "Otherwise, wait for at least one minute", says GitHub of a limit whose end it does not tell. */
const SECONDARY_PAUSE_MS = 60_000;

function explain(answer: Answer): Explanation {
  const { message, errors } = fieldsOf(jsonOf(answer));
  const said = textOf(message) ?? '';
  const details = itemsOf(errors)
    .map(detailOf)
    .filter(({ text }) => text !== '');
  const words = {
    providerCode: details[0]?.code,
    providerMessage: [said, ...details.map(({ text }) => text)].filter(Boolean).join('; '),
  };
  return { ...words, ...meaning(answer, said) };
}

/** What GitHub tells by other means than its status. */
function meaning(answer: Answer, said: string): Explanation {
  const { status, headers } = answer;
  if (isLimit(answer, said)) return { kind: 'rate_limited', retryAfterMs: pauseOf(answer) };
  if ([301, 302, 307, 308].includes(status))
    return { kind: 'not_found', detail: 'The repository has been renamed or moved at GitHub; use its new name.' };
  if (status === 403 && headers['x-github-sso'] !== undefined)
    return {
      detail:
        'The organization wants its single sign-on first; sign in to it at GitHub, then connect the account again and grant the organization.',
    };
  if (/organization has enabled OAuth App access restrictions/i.test(said))
    return { detail: 'The organization has not approved this application; one of its owners does so at GitHub.' };
  if (/\barchived\b.*read-only/i.test(said))
    return { kind: 'conflict', detail: 'The repository is archived at GitHub, so nothing in it can be changed.' };
  if (status === 410)
    return { detail: 'Issues are turned off in this repository at GitHub; turn them on in its settings.' };
  if (status === 404)
    return {
      detail:
        'GitHub knows no such thing, or hides it from this account: it answers so for private repositories that the account, or this application, may not see. Look at the name, and at who has access.',
    };
  return {};
}

/** GitHub answers 403 as often as 429: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api */
const isLimit = ({ status, headers }: Answer, said: string) =>
  status === 429 ||
  (status === 403 &&
    (headers['x-ratelimit-remaining'] === '0' ||
      headers['retry-after'] !== undefined ||
      /secondary rate limit/i.test(said)));

/** By GitHub's own clock, which the answer tells. */
function pauseOf(answer: Answer): number {
  const { headers } = answer;
  const asked = retryAfterMs(answer);
  if (asked !== undefined) return asked;
  const left = Number(headers['x-ratelimit-reset'] ?? Number.NaN) * 1000 - Date.parse(headers.date ?? '');
  const isPrimary = headers['x-ratelimit-remaining'] === '0' && !Number.isNaN(left);
  return isPrimary ? Math.max(left, 0) : SECONDARY_PAUSE_MS;
}

/** One of the `errors` of a 422: a text, or a field with a code. */
function detailOf(error: unknown): { text: string; code?: string | undefined } {
  if (typeof error === 'string') return { text: error };
  const { resource, field, code, message } = fieldsOf(error);
  const texts = [resource, field, code, message].flatMap((part) => textOf(part) ?? []);
  return { text: texts.join(' '), code: textOf(code) };
}
