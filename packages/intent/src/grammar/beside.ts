// What a text asks for beside the request that was read: what Relay has no action for must not be dropped silently.
import type { Built } from '../actions/build.js';
import type { Token } from '../text/token.js';
import { connectorAt } from './connectors.js';
import type { Frame } from './frame.js';
import { goesOn } from './goes-on.js';
import { tellsTime } from './head.js';
import { openingFrom } from './opening.js';
import { IS, isInfinitive, isName, isParallel, toldAt } from './told.js';
import { CALENDARS } from './words.js';

/** A text that is longer, in tokens, is a text, and what stands in it is said to its reader. */
const MOST_SAID = 60;

/** Whether something else is asked for within the tokens of a request, behind what joins it. */
export function asksForMore(
  text: string,
  tokens: readonly Token[],
  { at, intent }: Frame,
  { free, suggestion }: Built,
): boolean {
  let timeEnd = at + 1;
  for (let index = at + 1; index < tokens.length - 1; index++) {
    if (tellsTime(tokens[index]!.word)) timeEnd = index + 1;
    const connector = connectorAt(tokens, index);
    if (!connector) continue;
    const { next, adds } = connector;
    const begin = openingFrom(tokens, next).at;
    if (begin >= tokens.length) break;
    // `and the body …` and `- …` begin a text; `and tell him …` behind a text begins one more.
    const begun = free.find(
      ({ marker, start }) => start === next || (marker !== undefined && marker >= index && marker <= begin),
    );
    if (begun && free.some(({ name, end }) => name && name === begun.name && end <= index)) return true;
    if (begun) continue;
    const field = free.find(({ start, end }) => index >= start && index < end);
    if (field?.quoted) index = field.end - 1;
    else if (field) {
      if (isToldInText(text, tokens, field, index, begin)) return true;
    } else {
      const isBehind = intent !== 'calendar.create' || timeEnd > at + 1;
      const since = free.reduce((from, { end }) => (end <= index ? Math.max(from, end) : from), timeEnd);
      const said = tokens.slice(Math.max(since, index - MOST_SAID), index);
      const isOther = begin > next && wishes(tokens, next, begin);
      if (!goesOn(tokens, begin, intent, suggestion) && !said.some((_, offset) => isInfinitive(said, offset))) {
        const kind = toldAt(text, tokens, begin) ?? toldAt(text, tokens, next);
        if (kind === 'object' || (kind && (isBehind || isOther) && !said.some(({ word }) => ABOUT.test(word))))
          return true;
        if (adds && isBehind && isThing(text, tokens, next)) return true;
        if (intent === 'email.list' && isOtherThing(tokens, begin)) return true;
      }
    }
    index = Math.max(index, next - 1);
  }
  return false;
}

/** What only people are asked to do. */
const OF_PEOPLE =
  /^(?:bring|take|enjoy|keep|stay|wear|join|eat|drink|come|meet|leave|sit|stand|have|hurry|relax|smile)$/;

/** Whether words within somebody's text, behind a connector, may as well be said to the one who reads the sentence. */
function isToldInText(
  text: string,
  tokens: readonly Token[],
  field: Built['free'][number],
  index: number,
  begin: number,
): boolean {
  const { firm } = connectorAt(tokens, index)!;
  const isSentence = /^[.!?\n]$/.test(tokens[index]!.word);
  if (!firm || begin >= field.end || (field.delimited && isSentence)) return false;
  const kind = toldAt(text, tokens, begin);
  if (!kind || OF_PEOPLE.test(tokens[begin]!.word) || /^(?:me|us)$/.test(tokens[begin + 1]?.word ?? '')) return false;
  if (index - field.start > MOST_SAID) return false;
  const said = tokens.slice(field.start, index);
  if (said.some((_, offset) => isParallel(said, offset))) return false;
  // `the plan and order form` are two things; `hi and order pizza` and `it is late; order pizza` are not.
  const isApart = tokens.slice(index, begin).some(({ word }) => /^(?:;|then|also|plus)$/.test(word));
  if (kind === 'thing') return isApart || said.length <= 2;
  return kind === 'object' || isApart || said.some(({ word }) => IS.test(word));
}

/** Whether an opening asks somebody for something: `could you`, and not only `and, please`. */
const wishes = (tokens: readonly Token[], from: number, to: number) =>
  tokens.slice(from, to).some(({ word }) => /^(?:you|to|want|need|let's|sure|remember|forget)$/.test(word));

/** `plus a taxi`, `as well as cancelling it`: a thing, or a doing, and nobody to get the same. */
const isThing = (text: string, tokens: readonly Token[], at: number) =>
  tokens[at]?.kind === 'word' &&
  (/^(?:an?|the|my|our|another)$/.test(tokens[at]!.word) || /ing$/.test(tokens[at]!.word)) &&
  !(tokens[at + 1] && isName(text, tokens[at + 1]!));

/** What leads to the things that something is about: `about order and refund`. */
const ABOUT = /^(?:about|regarding|mentioning|containing|concerning)$/;

/** `my emails and my calendar` */
const isOtherThing = (tokens: readonly Token[], at: number) =>
  /^(?:my|our|the|what|what's|any)$/.test(tokens[at]?.word ?? '') &&
  tokens.slice(at + 1, at + 5).some(({ word }) => CALENDARS.has(word) || OTHER_THINGS.test(word));

const OTHER_THINGS =
  /^(?:events|meetings|appointments|tasks|reminders|issues|webhooks|channels|contacts|weather|news)$/;

/** Whether the words before the request at `request` ask for something that Relay has no action for. */
export function beginsWithOther(text: string, tokens: readonly Token[], request: number): boolean {
  const { at } = openingFrom(tokens, 0);
  return (
    at < request &&
    tokens[at + 1] !== undefined &&
    toldAt(text, tokens, at) !== undefined &&
    !CALLS.test(tokens[at]!.word)
  );
}

/** What is said to get somebody's ear. */
const CALLS =
  /^(?:look|listen|see|wait|stop|help|guess|remember|note|check|thank|excuse|forgive|let|say|read|hold|skip|ignore|forget)$/;
