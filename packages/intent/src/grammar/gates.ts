// What stands around an action and takes the request back, ties it to something, or only talks about it.
import type { Token } from '../text/token.js';
import type { Gate } from '../understanding.js';
import { ASKS, CONDITION_PAIRS, hasPair, isShould, pairs } from './conditions.js';
import { CONDITIONS, HYPOTHETICAL, NEGATIONS, QUESTION_WORDS, REPORTING } from './words.js';

const isWord = ({ kind }: Token) => kind === 'word';
const PAST =
  /^(?:emailed|mailed|sent|messaged|posted|created|scheduled|opened|filed|booked|reported|wrote|forwarded|replied|invited|told|shared|announced|notified|triggered|called|added|already|yesterday|arranged|submitted|raised|used|had|was|were|did)$/;

/** Why words that stand before an action keep it from being asked for. */
export function gateOfLead(lead: readonly Token[]): Gate | undefined {
  const words = lead.filter(isWord).map(({ word }) => word);
  if (lead.some(({ kind }) => kind === 'quote')) return 'quoted';
  if (words.length === 0) return undefined;
  if (words.some((word, index) => word === 'should' && /^(?:i|we)$/.test(words[index + 1] ?? '')))
    return 'hypothetical';
  if (pairs(words).some((pair) => DROPPED_PAIRS.has(pair))) return 'negated';
  if (words.some((word) => CONDITIONS.has(word)) || hasPair(words, CONDITION_PAIRS)) return 'conditional';
  if (words.some((word) => REPORTING.has(word))) return 'reported';
  if (words.some((word) => NEGATIONS.has(word))) return 'negated';
  if (words.some((word) => HYPOTHETICAL.has(word)) || pairs(words).some((pair) => /^(?:what if|in theory)$/.test(pair)))
    return 'hypothetical';
  if (words.some((word) => PAST.test(word))) return 'past';
  if (QUESTION_WORDS.has(words[0]!)) return 'question';
  if (words.some((word) => /^(?:every|daily|weekly|monthly|whenever|after|each)$/.test(word)) || isSomeTime(words))
    return 'scheduled';
  return undefined;
}

/** Why words within the request itself, outside of anybody's text, keep it from being asked for as it stands. */
export function gateOfRequest(tokens: readonly Token[], sendsAtOnce: boolean): Gate | undefined {
  const words = tokens.filter(isWord).map(({ word }) => word);
  if (words.some((word, index) => NEGATIONS.has(word) && !isHarmlessNo(words, index))) return 'negated';
  const isCondition = (word: string) =>
    word !== 'should' && CONDITIONS.has(word) && (sendsAtOnce || !/^(?:until|till)$/.test(word));
  if (words.some(isCondition) || isShould(tokens) || hasPair(words, CONDITION_PAIRS)) return 'conditional';
  if (
    words.some((word) =>
      /^(?:maybe|perhaps|hypothetically|pretend|imaginary|example|eventually|someday)$/.test(word),
    ) ||
    pairs(words).some((pair) => /^some (?:day|point)$/.test(pair))
  )
    return 'hypothetical';
  if (words.some((word, index) => /^(?:said|told|says|asked|wrote|mentioned)$/.test(word) && index > 1))
    return 'reported';
  if (
    words.some(
      (word, index) => word === 'already' || (word === 'yesterday' && sendsAtOnce) || (word === 'was' && index > 0),
    )
  )
    return 'past';
  if (TALKED_OF.test(` ${words.join(' ')} `)) return 'reported';
  if (words.some((word, index) => isOneOfSeveral(word, words[index + 1] ?? ''))) return 'multi';
  if (sendsAtOnce && (isTimed(words) || isSomeTime(words))) return 'scheduled';
  return undefined;
}

/** Why words within a question for mails keep it from being answered as it stands: it may well ask `if` and tell of the past. */
export function gateOfReading(tokens: readonly Token[]): Gate | undefined {
  const words = tokens.filter(isWord).map(({ word }) => word);
  if (
    words.some(
      (word, index) =>
        /^(?:except|excluding|without)$/.test(word) ||
        (word === 'not' && words[index + 1] === 'from') ||
        (NEGATIONS.has(word) && index === 0),
    )
  )
    return 'negated';
  if (
    words.some(
      (word, index) => /^(?:if|unless|once|whenever)$/.test(word) && index > 1 && !ASKS.test(words[index - 1]!),
    )
  )
    return 'conditional';
  return undefined;
}

/** `ann or bo`, `two meetings`, `and another one`: not one thing. */
const isOneOfSeveral = (word: string, next: string) =>
  /^(?:or|either|another|twice|thrice)$/.test(word) ||
  (/^(?:two|three|four|five|ten|several|\d{1,3})$/.test(word) && next === 'times') ||
  (/^(?:two|three|four|five|several|multiple|both|some|\d)$/.test(word) &&
    /^(?:meetings|events|emails|mails|messages|issues|tickets|bugs|appointments|calls|webhooks|reminders|separate)$/.test(
      next,
    ));

const isHarmlessNo = (words: readonly string[], index: number) =>
  /^(?:know|remember|have|recall|sure|idea|subject|title|body)$/.test(words[index + 1] ?? '') ||
  (words[index] === 'no' && /^(?:rush|hurry|problem|later)$/.test(words[index + 1] ?? '')) ||
  (words[index] === 'stop' && index > 2) ||
  (words[index] === 'hold' && /^(?:a|the)$/.test(words[index - 1] ?? '')) ||
  (words[index] === 'hold' && !/^(?:off|on)$/.test(words[index + 1] ?? '')) ||
  (words[index] === 'cancel' && index > 4);

/** `schedule lunch tomorrow at noon is a bad idea` */
const TALKED_OF =
  / is (?:an? (?:bad|terrible|silly|stupid) |the wrong |wrong |how |what )| (?:did not|didn't|does not|doesn't) work | failed $/;

const DROPPED_PAIRS = new Set(['scratch that', 'strike that']);

const isSomeTime = (words: readonly string[]) =>
  words.some((word) => /^(?:eventually|someday|sometime)$/.test(word)) ||
  pairs(words).some((pair) =>
    /^(?:(?:some|one) day|some (?:point|time)|the time|next (?:week|month|year))$/.test(pair),
  );

const isTimed = (words: readonly string[]) =>
  words.some((word, index) => {
    const before = words[index - 1] ?? '';
    if (/^(?:tomorrow|tonight|later|every|daily|weekly|monthly|hourly|afterwards|noon|midnight)$/.test(word))
      return before !== 'the';
    if (/^(?:mon|tues|wednes|thurs|fri|satur|sun)day$/.test(word))
      return /^(?:on|next|this|by|every|until)$/.test(before);
    if (/^(?:after|before)$/.test(word)) return true;
    return (
      /^(?:at|by|in)$/.test(before) &&
      (/^\d{1,2}(?::\d\d)?(?:am|pm)?$/.test(word) ||
        (/^(?:an|one|two|three|five|ten|few|half)$/.test(word) &&
          /^(?:hours?|minutes?|days?|an)$/.test(words[index + 1] ?? '')))
    );
  });
