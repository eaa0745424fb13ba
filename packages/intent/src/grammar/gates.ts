// What stands around an action and takes the request back, ties it to something, or only talks about it.
import type { Token } from '../text/token.js';
import type { Gate } from '../understanding.js';
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
  if (words.some((word) => CONDITIONS.has(word)) || pairs(words).some((pair) => CONDITION_PAIRS.has(pair)))
    return 'conditional';
  if (words.some((word) => REPORTING.has(word))) return 'reported';
  if (words.some((word) => NEGATIONS.has(word))) return 'negated';
  if (words.some((word) => HYPOTHETICAL.has(word)) || pairs(words).includes('what if')) return 'hypothetical';
  if (words.some((word) => PAST.test(word))) return 'past';
  if (QUESTION_WORDS.has(words[0]!)) return 'question';
  if (words.some((word) => /^(?:every|daily|weekly|monthly|whenever|after|each)$/.test(word))) return 'scheduled';
  return undefined;
}

const CONDITION_PAIRS = new Set([
  'as soon',
  'in case',
  'as long',
  'only if',
  'the moment',
  'each time',
  'every time',
  'even if',
  'given that',
  'subject to',
  'depending on',
]);
const pairs = (words: readonly string[]) => words.slice(1).map((word, index) => `${words[index]} ${word}`);

/** Why words within the request itself, outside of anybody's text, keep it from being asked for as it stands. */
export function gateOfRequest(tokens: readonly Token[], sendsAtOnce: boolean): Gate | undefined {
  const words = tokens.filter(isWord).map(({ word }) => word);
  if (words.some((word, index) => NEGATIONS.has(word) && !isHarmlessNo(words, index))) return 'negated';
  const isCondition = (word: string) =>
    word !== 'should' && CONDITIONS.has(word) && (sendsAtOnce || !/^(?:until|till)$/.test(word));
  if (words.some(isCondition) || pairs(words).some((pair) => CONDITION_PAIRS.has(pair))) return 'conditional';
  if (words.some((word) => /^(?:maybe|perhaps|hypothetically|pretend|imaginary|example)$/.test(word)))
    return 'hypothetical';
  if (words.some((word, index) => /^(?:said|told|says|asked|wrote|mentioned)$/.test(word) && index > 1))
    return 'reported';
  if (
    words.some(
      (word, index) => word === 'already' || (word === 'yesterday' && sendsAtOnce) || (word === 'was' && index > 0),
    )
  )
    return 'past';
  if (words.some((word, index) => isOneOfSeveral(word, words[index + 1] ?? ''))) return 'multi';
  if (sendsAtOnce && isTimed(words)) return 'scheduled';
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
  /^(?:or|either|another)$/.test(word) ||
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

const RETRACTIONS =
  `never mind|nevermind|scratch that|forget it|forget that|on second thought|on second thoughts|just kidding|actually no|actually don't|actually dont|actually not|wait no|wait don't
no don't|no dont|don't send|dont send|do not send|ignore that|disregard|cancel that|don't do it|dont do it|hold off|only joking|no wait|wait stop|not really|don't post|don't create|don't book|don't actually|do not actually
don't schedule|do not post|do not create|undo that|nvm|or not|or maybe not|not yet|not now|without sending|kidding|no stop|stop|no forget|but don't|but dont|but do not|but not yet|but hold|but wait|wait
is an example|just an example|as an example|for example|would be a|would be wrong|is something i|was a mistake|hypothetically|said nobody|said no one|is what he|is what she|is what they|is what the`
    .split(/[|\n]/)
    .map((phrase) => phrase.trim().split(' '));
const MOST_AFTER = 6;

/** Whether the words at the end, behind a pause or a `but`, take the request back. `begins` are those that begin somebody's text. */
export function isRetracted(tokens: readonly Token[], begins: ReadonlySet<Token>): boolean {
  const words: string[] = [];
  const paused: boolean[] = [];
  let pause = false;
  for (const token of tokens) {
    if (isWord(token)) {
      words.push(token.word);
      paused.push((pause || PAUSES.test(words.at(-2) ?? '') || BREAKS.test(token.word)) && !begins.has(token));
      pause = false;
    } else if (/^[.,;!?\n-]$/.test(token.word)) pause = true;
  }
  for (let at = Math.max(0, words.length - MOST_AFTER - 4); at < words.length; at++)
    if (paused[at] && RETRACTIONS.some((phrase) => phrase.every((part, offset) => words[at + offset] === part)))
      return true;
  return isToldByOther(tokens.filter(({ kind }) => kind === 'word' || kind === 'punctuation').map(({ word }) => word));
}

const PAUSES = /^(?:oh|hmm|actually|wait|sorry|no)$/;
const BREAKS = /^(?:but|or|is|would|just|said|was|nvm|hypothetically)$/;

/** `…, she said` */
const isToldByOther = (words: readonly string[]) =>
  words.some(
    (word, at) =>
      word === ',' &&
      at >= words.length - 5 &&
      words.slice(at + 1).some((said) => /^(?:said|says|told|wrote|asked|quoted)$/.test(said)),
  );

const ASKS =
  /^(?:ask|asks|asking|know|see|wonder|wondering|check|sure|me|matter|tell|say|even|as|what|out|confirm|us|remember|like|matters|not|unsure|exactly|of)$/;

/** `only if`, which may be said of the request, also behind a text with a colon. */
export const hasOnlyIf = (tokens: readonly Token[]): boolean =>
  tokens.some(
    ({ word }, index) => word === 'only' && /^(?:if|when|after|once|unless)$/.test(tokens[index + 1]?.word ?? ''),
  );

/** Whether a text that nothing closes may end with a condition of the request: `saying hi if the build fails`. */
export function hasLooseCondition(tokens: readonly Token[]): boolean {
  if (hasOnlyIf(tokens)) return true;
  return tokens.some(({ kind, word }, index) => {
    if (kind !== 'word' || index === 0 || !/^(?:if|unless|when|once|whenever|provided|assuming|until)$/.test(word))
      return false;
    const [before, next] = [tokens[index - 1]!.word, tokens[index + 1]?.word ?? ''];
    if (/^(?:provided|assuming)$/.test(word)) return true;
    if (word === 'once' && (before === 'at' || /^(?:a|an|again|more|per)$/.test(next))) return false;
    return (
      !ASKS.test(before) &&
      !/^(?:you|your|you're|you've|possible|needed|necessary|so|not|anything|that|this|upon|again|more|and|there|anyone|any)$/.test(
        next,
      )
    );
  });
}
