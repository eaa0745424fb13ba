// Words between those who get a mail, which may be what one of them gets.
import type { Field } from '../slots/fields.js';
import type { Token } from '../text/token.js';
import type { recipients } from './mail-recipients.js';

/** `ann@x.com hi and bo@x.com bye`: whether something is said between two who get a mail. */
export function saysBetween(
  tokens: readonly Token[],
  groups: ReturnType<typeof recipients>,
  fields: readonly Field[],
): boolean {
  const people = [...groups.to, ...groups.cc, ...groups.bcc];
  const addresses = people.flatMap(({ address }) => address ?? []);
  const [first, last] = [Math.min(...addresses), Math.max(...addresses)];
  return tokens
    .slice(0, Math.max(last, 0))
    .some(
      ({ kind, word }, index) =>
        index > first &&
        kind === 'word' &&
        !BETWEEN.test(word) &&
        ![...people, ...fields].some(
          (span) => index >= ('marker' in span ? span.marker : span.start) && index < span.end,
        ),
    );
}

const BETWEEN =
  /^(?:and|also|plus|then|to|b?cc|b?cc'?ing|copy|copying|with|in|on|as|well|both|please|pls|a|an|the|quick|short|email|mail|message|note|copied|cc'd|it)$/;
