// Frames of events, and of reminders.
import type { Token } from '../text/token.js';
import type { Intent } from '../understanding.js';
import type { Frame } from './frame.js';
import { Head, isAtClock, isTimed, MOST_HEAD } from './head.js';
import * as words from './words.js';

export function calendar(head: Head): Intent | undefined {
  const { verb } = head;
  const next = head.next()?.word;
  if (/^(?:say|tell|ask|mention|write)$/.test(verb)) return undefined;
  if (verb === 'hold' && /^(?:off|on)$/.test(next ?? '') && !isTimed(head)) return undefined;
  if (verb === 'remind' && /^(?:me|us|myself)$/.test(next ?? ''))
    return /^(?:what|when|who|where|how|which|why)$/.test(head.next(2)?.word ?? '') ? undefined : 'calendar.create';
  // `schedule for today` and `calendar tomorrow` ask what is there.
  if (
    /^(?:schedule|calendar|plan)$/.test(verb) &&
    /^(?:for|of|on|today|tomorrow|this|next|events?|please|in|at|from)$/.test(next ?? 'for') &&
    !head.kind('address')
  )
    return undefined;
  if (/^(?:notify|alert|warn|remind|ping)$/.test(verb) && next === 'me')
    return head.has(words.EVENT_NOUNS) && !head.has(words.MAIL_NOUNS) ? 'calendar.create' : undefined;
  if (
    /^(?:give|send|have|start|get|set|create|make|add|need)$/.test(verb) &&
    head.word('reminder', 'notification', 'alert') &&
    !head.word('alarm') &&
    !head.has(words.MAIL_NOUNS) &&
    !head.kind('channel')
  )
    return 'calendar.create';
  if (verb === 'update' && head.has(words.CALENDARS) && head.word('with', 'to', 'add')) return 'calendar.create';
  const noun = head.find(({ kind, word }) => kind === 'word' && words.EVENT_NOUNS.has(word.replace(/'s$/, '')));
  const onCalendar = head.has(words.CALENDARS);
  if (head.word('alarm', 'alarms', 'timer', 'list', 'lists') && !onCalendar) return undefined;
  const isDrink =
    noun !== -1 &&
    head.tokens[noun]!.word === 'coffee' &&
    !head.word('with') &&
    !/^(?:schedule|invite|plan|arrange|book)$/.test(verb);
  if (isDrink && !onCalendar) return undefined;
  const other = head.find(({ kind, word }) => kind === 'word' && words.NOT_EVENTS.has(word));
  const mailed = head.find(({ kind, word }) => kind === 'word' && (words.MAIL_NOUNS.has(word) || word === 'message'));
  const isFirm = words.SCHEDULE.has(verb) && isAtClock(head) && head.find(({ word }) => ARRANGED.test(word)) === -1;
  const isOther = other !== -1 && !onCalendar && !isFirm && (noun === -1 || other < noun);
  if (isOther || (mailed !== -1 && !onCalendar && (noun === -1 || mailed < noun))) return undefined;
  if (verb === 'add' && isAddedTo(head, noun)) return undefined;
  if (verb === 'invite') return noun !== -1 || head.kind('address') ? 'calendar.create' : undefined;
  if (verb === 'meet') return head.kind('address') || isTimed(head) ? 'calendar.create' : undefined;
  const wide = new Head(head.tokens, head.at, Math.min(head.tokens.length, head.at + MOST_HEAD));
  if (words.SCHEDULE.has(verb))
    return (noun === -1 && isTimed(wide) && !head.kind('channel')) ||
      noun !== -1 ||
      onCalendar ||
      isTimed(head) ||
      head.kind('address')
      ? 'calendar.create'
      : undefined;
  if (/^(?:do|have|grab|get)$/.test(verb))
    return noun !== -1 && (head.word('with') || onCalendar) && isTimed(head) ? 'calendar.create' : undefined;
  if (
    words.PUT.has(verb) &&
    noun === -1 &&
    head.word('minutes', 'hour', 'hours', 'mins', 'min', 'time') &&
    head.word('with') &&
    isTimed(head)
  )
    return 'calendar.create';
  if (
    /^(?:set|find|get|put)$/.test(verb) &&
    head.word('aside', 'time') &&
    head.word('with', 'for') &&
    (head.kind('address') || isTimed(head))
  )
    return 'calendar.create';
  if (/^(?:add|put|enter|make|new)$/.test(verb) && noun === -1 && !onCalendar)
    return isAtClock(head) && !head.kind('channel') ? 'calendar.create' : undefined;
  if (words.PUT.has(verb)) return noun !== -1 || onCalendar ? 'calendar.create' : undefined;
  if (verb === 'send' && head.word('invite', 'invitation', 'invites')) return 'calendar.create';
  return undefined;
}

/** `add ann@x.com to the meeting`: one that is there already. */
const isAddedTo = (head: Head, noun: number) =>
  noun !== -1 &&
  head.next()?.kind === 'address' &&
  head.tokens
    .slice(head.at, noun)
    .some(
      ({ word }, index, own) =>
        word === 'to' && /^(?:the|this|that|our|my|his|her|their)$/.test(own[index + 1]?.word ?? ''),
    );

/** What others than a calendar keep the times of. */
const ARRANGED =
  /^(?:alarms?|timers?|taxi|cab|uber|lyft|flights?|hotel|tickets?|train|table|restaurant|seat|ride|reservation|playlist|list|reminder)$/;

/** `I have an exam on Friday at 9, put it on my calendar`: where the sentence that tells of it begins. */
export function toldThenAsked(tokens: readonly Token[], from: number): (Frame & { asked: number }) | undefined {
  const put = tokens.findIndex(
    ({ word }, index) =>
      index > from + 2 &&
      index < from + MOST_HEAD &&
      /^(?:put|add|save|enter|note)$/.test(word) &&
      /^(?:it|this|that)$/.test(tokens[index + 1]?.word ?? '') &&
      tokens.slice(index, index + 6).some((token) => words.CALENDARS.has(token.word)),
  );
  const isAsked = put !== -1 && /^(?:[,.;!-]|and|so|please)$/.test(tokens[put - 1]!.word);
  const isTold =
    /^(?:i|we|there|there's|i've|we've|my|our)$/.test(tokens[from]?.word ?? '') &&
    tokens.slice(from, put).some(({ word }) => words.EVENT_NOUNS.has(word));
  return isAsked && isTold ? { intent: 'calendar.create', at: from, spoken: true, asked: put } : undefined;
}
