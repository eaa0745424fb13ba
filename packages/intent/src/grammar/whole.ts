// Whether a frame says enough to be a request of its own.
import type { Token } from '../text/token.js';
import type { Frame } from './frame.js';
import { Head, headEnd, isAtClock, tellsTime } from './head.js';
import { CHAT_PLACES, EVENT_NOUNS, ISSUE_NOUNS, MAIL_NOUNS, MAILBOXES, PRONOUNS, SCHEDULE } from './words.js';

/** Whether a frame names its target or its thing, so that it is hardly a part of somebody's sentence. */
export function isWhole(tokens: readonly Token[], { at, intent }: Frame): boolean {
  const head = tokens.slice(at + 1, Math.min(headEnd(tokens, at), at + 14));
  const [verb, next] = [tokens[at]!.word, tokens[at + 1]];
  // `… and put it on my calendar` is about the event that was told.
  if (
    intent === 'calendar.create' &&
    /^(?:it|this|that)$/.test(next?.word ?? '') &&
    tokens.slice(0, at).some(({ word }) => EVENT_NOUNS.has(word))
  )
    return false;
  if (head.some(({ kind }) => /^(?:address|link|repository|channel)$/.test(kind))) return true;
  if (MAIL_NOUNS.has(verb))
    return (
      next !== undefined &&
      (PRONOUNS.has(next.word) ||
        next.word === 'to' ||
        tokens.slice(at + 2, at + 6).some(({ word }) => /^(?:saying|that|about|the)$/.test(word)))
    );
  if (/^(?:reply|respond)$/.test(verb)) return next?.word === 'to' && head.some(({ word }) => MAIL_NOUNS.has(word));
  if (intent === 'chat.send') return head.slice(0, 8).some(({ word }) => CHAT_PLACES.has(word));
  if (intent === 'email.list' && head.slice(0, 4).some(({ word }) => MAILBOXES.has(word))) return true;
  const isPlanned = SCHEDULE.has(verb)
    ? head.some(({ word }) => EVENT_NOUNS.has(word) || tellsTime(word))
    : isAtClock(new Head(tokens, at, at + 1 + head.length));
  if (intent === 'calendar.create' && isPlanned) return true;
  const thing = head.findIndex(
    ({ word }) =>
      MAIL_NOUNS.has(word) ||
      ISSUE_NOUNS.has(word) ||
      /^(?:meeting|event|appointment|reminder|webhook|calendar|inbox|invite|call|lunch|dinner|channel|me)$/.test(word),
  );
  return thing !== -1 && thing <= (intent === 'calendar.create' ? 8 : 4);
}
