// What stands around an action and takes the request back, ties it to something, or only talks about it.
import type { Token } from '../text/token.js';
import type { Gate } from '../understanding.js';
import { CONDITIONS, HYPOTHETICAL, NEGATIONS, QUESTION_WORDS, REPORTING } from './words.js';

const isWord = ({ kind }: Token) => kind === 'word';
const PAST = /^(?:emailed|mailed|sent|messaged|posted|created|scheduled|opened|filed|booked|reported|wrote|forwarded|replied|invited|told|shared|announced|notified|triggered|called|added|already|yesterday|arranged|submitted|raised|used|had|was|were|did)$/;

/** Why words that stand before an action keep it from being asked for. */
export function gateOfLead(lead: readonly Token[]): Gate | undefined {
  const words = lead.filter(isWord).map(({ word }) => word);
  if (lead.some(({ kind }) => kind === 'quote')) return 'quoted';
  if (words.length === 0) return undefined;
  if (words.some((word) => CONDITIONS.has(word)) || pairs(words).some((pair) => CONDITION_PAIRS.has(pair))) return 'conditional';
  if (words.some((word) => REPORTING.has(word))) return 'reported';
  if (words.some((word) => NEGATIONS.has(word))) return 'negated';
  if (words.some((word) => HYPOTHETICAL.has(word)) || pairs(words).includes('what if')) return 'hypothetical';
  if (words.some((word) => PAST.test(word))) return 'past';
  if (QUESTION_WORDS.has(words[0]!)) return 'question';
  if (words.some((word) => /^(?:every|daily|weekly|monthly|whenever|after|each)$/.test(word))) return 'scheduled';
  return undefined;
}

const CONDITION_PAIRS = new Set(['as soon', 'in case', 'as long', 'only if', 'the moment', 'each time', 'every time', 'even if', 'given that', 'subject to', 'depending on', 'in the', 'after the'].slice(0, 11));
const pairs = (words: readonly string[]) => words.slice(1).map((word, index) => `${words[index]} ${word}`);

/** Why words within the request itself, outside of anybody's text, keep it from being asked for as it stands. */
export function gateOfRequest(tokens: readonly Token[], sendsAtOnce: boolean): Gate | undefined {
  const words = tokens.filter(isWord).map(({ word }) => word);
  if (words.some((word, index) => NEGATIONS.has(word) && !isHarmlessNo(words, index))) return 'negated';
  if (words.some((word) => CONDITIONS.has(word)) || pairs(words).some((pair) => CONDITION_PAIRS.has(pair))) return 'conditional';
  if (words.some((word) => /^(?:maybe|perhaps|hypothetically|pretend|imaginary|example)$/.test(word))) return 'hypothetical';
  if (words.some((word, index) => /^(?:said|told|says|asked|wrote|mentioned)$/.test(word) && index > 1)) return 'reported';
  if (sendsAtOnce && isTimed(words)) return 'scheduled';
  return undefined;
}

const isHarmlessNo = (words: readonly string[], index: number) =>
  (words[index] === 'no' && /^(?:rush|hurry|problem|later)$/.test(words[index + 1] ?? '')) || (words[index] === 'stop' && index > 2) || (words[index] === 'hold' && words[index - 1] === 'the') || (words[index] === 'cancel' && index > 4);

const isTimed = (words: readonly string[]) =>
  words.some((word, index) => {
    const before = words[index - 1] ?? '';
    if (/^(?:tomorrow|tonight|later|every|daily|weekly|monthly|hourly|afterwards|noon|midnight)$/.test(word)) return before !== 'the';
    if (/^(?:mon|tues|wednes|thurs|fri|satur|sun)day$/.test(word)) return /^(?:on|next|this|by|every|until)$/.test(before);
    if (/^(?:after|before)$/.test(word)) return true;
    return /^(?:at|by|in)$/.test(before) && (/^\d{1,2}(?::\d\d)?(?:am|pm)?$/.test(word) || (/^(?:an|one|two|three|five|ten|few|half)$/.test(word) && /^(?:hours?|minutes?|days?|an)$/.test(words[index + 1] ?? '')));
  });

const RETRACTIONS = `never mind|nevermind|scratch that|forget it|forget that|second thought|second thoughts|just kidding|actually no|actually don't|actually dont|wait no|wait don't
no don't|but don't|but dont|but do not|or not|not yet|don't send|dont send|do not send|don't actually|ignore that|disregard|cancel that|don't do it|hold off|only joking|no wait|wait stop|not really
don't post|don't create|don't do|actually not|but not yet|not now|don't schedule|do not post|do not create|do not actually|kidding|undo that|don't book|nvm|without sending|or maybe not|instead of sending|but hold`
  .split(/[|\n]/)
  .map((phrase) => phrase.trim().split(' '));

/** Whether words anywhere behind the action take it back. */
export function isRetracted(tokens: readonly Token[]): boolean {
  const words = tokens.filter(isWord).map(({ word }) => word);
  return RETRACTIONS.some((phrase) => words.some((_, index) => phrase.every((part, offset) => words[index + offset] === part)));
}

const ASKS = /^(?:ask|asks|asking|know|see|wonder|wondering|check|sure|me|matter|tell|say|even|as|what|out|confirm|us|remember|like|matters|not|unsure|exactly|of)$/;

/** Whether a text that nothing closes may end with a condition of the request: `saying hi if the build fails`. */
export function hasLooseCondition(tokens: readonly Token[]): boolean {
  return tokens.some(({ kind, word }, index) => {
    if (kind !== 'word' || index === 0 || !/^(?:if|unless|when|once|whenever|provided|assuming|until)$/.test(word)) return false;
    const [before, next] = [tokens[index - 1]!.word, tokens[index + 1]?.word ?? ''];
    if (/^(?:provided|assuming)$/.test(word)) return true;
    if (word === 'once' && (before === 'at' || /^(?:a|an|again|more|per)$/.test(next))) return false;
    return !ASKS.test(before) && !/^(?:you|your|you're|you've|possible|needed|necessary|so|not|anything|that|this|upon|again|more|and|there|anyone|any)$/.test(next);
  });
}
