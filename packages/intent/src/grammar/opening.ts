// How a request begins before it says what it wants: politeness, a wish, a time or a place.
import type { Token } from '../text/token.js';
import { TIME_WORDS, WEEKDAYS } from './words.js';

const FILLERS = new Set(
  `please pls plz hey hi hello ok okay so now just kindly relay assistant siri alexa um uh well yes yeah thanks alright and then also quickly
  real quick sure olly computer bot yo dude buddy mate man sir ai oi simply immediately urgently asap urgent someone somebody everyone folks actually , . ! - & dear good thank`.split(
    /\s+/,
  ),
);

/** Longest first: what asks for what follows. */
const WISHES =
  `can you please|could you please|would you please|will you please|can you|could you|would you|will you|can u|could u|would you mind|do you mind
i would like you to|i would like to|i'd like you to|i'd like to|id like to|i would like|i'd like|i want you to|i want to|i want|i wanna|i need you to|i need to|i need
i would love to|i'd love to|we need to|we want to|we'd like to|we should|let's|lets|let us|help me to|help me|go ahead and|make sure to|make sure you|make sure that you
don't forget to|dont forget to|do not forget to|don't forget about|remember to|be sure to|can i|could i|may i|can we|could we|why don't you|do me a favor and|do me a favour and
you can|it's time to|time to|i need help to|try to|i have to|i've got to|i gotta|i must|if you can|if possible|when possible|whenever you can|as soon as possible|as soon as you can|if you could|if you don't mind|when you can
when you get a chance|when you have a moment|when you have time|if you have time|if you would|if you please|quick one|no rush|could you also|heads up|i'd appreciate it if you could
i'm going to need you to|you need to|have to|need to|want to|would like to|go|able to|can i get you to|could i get you to|can i ask you to|could i ask you to|may i ask you to|i was hoping you could|any chance you could|any chance you can|would it be possible to|would it be possible for you to|is it possible for you to|it would be great if you could|it'd be great if you could
do you think you could|be so kind as to|could you be so kind as to|are you able to|i'd be grateful if you could|would you be able to|will you be able to|i'm hoping you can|i was wondering if you could|i wonder if you could
help me out and|do me a favor|do me a favour|be a dear and|i was hoping to|i'd appreciate if you could|if you could please|you could|can somebody|can someone|write and|compose and|draft and|prepare and|find and|create and|go and|try and|i would appreciate it if you could|when you can please|have you the time to`
    .split(/[|\n]/)
    .map((wish) => wish.trim().split(' '))
    .sort((one, other) => other.length - one.length);
const WISHES_BY_FIRST = Map.groupBy(WISHES, ([first]) => first!);

export interface Opening {
  /** Where what is wanted begins. */
  at: number;
  /** Whether a time stands before it, which may be when to do it. */
  timed: boolean;
  /** Whether it is said as a wish or a question, and not as a command. */
  wished: boolean;
}

const startsWith = (tokens: readonly Token[], at: number, words: readonly string[]) =>
  words.every((word, index) => tokens[at + index]?.word === word && tokens[at + index]!.kind === 'word');

/** Passes everything from `from` on that only leads to a request. */
export function openingFrom(tokens: readonly Token[], from: number): Opening {
  const opening: Opening = { at: from, timed: false, wished: false };
  for (let turns = 0; turns < 12; turns++) {
    const token = tokens[opening.at];
    if (!token) break;
    const next = tokens[opening.at + 1];
    const wish = WISHES_BY_FIRST.get(token.word)?.find((words) => startsWith(tokens, opening.at, words));
    if (wish) {
      opening.at += wish.length;
      opening.wished = true;
    } else if (
      (FILLERS.has(token.word) || token.word === '\n') &&
      (token.kind === 'word' || token.kind === 'punctuation')
    )
      opening.at++;
    // `please do send it`
    else if (token.word === 'do' && next?.kind === 'word' && DONE.test(next.word)) opening.at++;
    else if (placeFrom(tokens, opening.at) > opening.at) opening.at = placeFrom(tokens, opening.at);
    else {
      const timed = timeFrom(tokens, opening.at);
      if (timed === opening.at) break;
      opening.at = timed;
      opening.timed = true;
    }
  }
  return opening;
}

const DONE =
  /^(?:please|kindly|also|send|write|post|tell|let|schedule|book|arrange|create|open|file|invite|remind|notify|inform|share|forward|email|mail|message|put|add|show|list|check)$/;

const isTargetKind = /^(?:repository|channel|address|link)$/;
const PLACES = /^(?:outlook|gmail|teams|github|google|microsoft)$/;

/** The end of a place that begins here: `in owner/name,`, `using Outlook`. */
function placeFrom(tokens: readonly Token[], from: number): number {
  if (PLACES.test(tokens[from]!.word) && tokens[from + 1]?.word === ':' && tokens[from + 2]?.kind === 'word')
    return from + 2;
  if (!/^(?:in|on|using|use|via|with|to|through|for|from|by)$/.test(tokens[from]!.word)) return from;
  let at = from + 1;
  while (/^(?:my|the|our|repo|repository|channel)$/.test(tokens[at]?.word ?? '')) at++;
  const token = tokens[at];
  if (
    /^(?:an?|the)$/.test(token?.word ?? '') &&
    /^(?:email|mail|note|message)$/.test(tokens[at + 1]?.word ?? '') &&
    tokens[at + 2]?.word === 'to' &&
    tokens[at + 3]?.kind === 'address'
  ) {
    at += 4;
    return tokens[at]?.word === ',' ? at + 1 : at;
  }
  const named = /^(?:channel|space)$/.test(tokens[at + 1]?.word ?? '')
    ? 1
    : /^(?:channel|space)$/.test(tokens[at + 2]?.word ?? '')
      ? 2
      : 0;
  if (token?.kind === 'word' && named > 0 && /^(?:the|our|my)$/.test(tokens[at - 1]!.word)) {
    at += named + 1;
    if (tokens[at]?.word === ':') return from;
    return tokens[at]?.word === ',' ? at + 1 : at;
  }
  if (token && /^(?:email|mail)$/.test(token.word) && /^(?:via|through)$/.test(tokens[from]!.word))
    return tokens[at + 1]?.word === ',' ? at + 2 : at + 1;
  if (!token || !(PLACES.test(token.word) || /^(?:repository|channel|address|link)$/.test(token.kind))) return from;
  at++;
  while (/^(?:and|,|&)$/.test(tokens[at]?.word ?? '') && isTargetKind.test(tokens[at + 1]?.kind ?? '')) at += 2;
  if (/^(?:chat|calendar|account|channel|repo)$/.test(tokens[at]?.word ?? '')) at++;
  if (tokens[from]!.word === 'use') {
    if (!/^(?:to|and)$/.test(tokens[at]?.word ?? '')) return from;
    at++;
  }
  if (tokens[at]?.word === ':') return from;
  if (tokens[at]?.word === ',') at++;
  return at < tokens.length ? at : from;
}

const isNumber = (word: string) =>
  /^\d{1,4}(?:[:.]\d\d)?(?:am|pm|st|nd|rd|th|h)?$|^\d{4}-\d\d-\d\d$|^\d{1,2}\/\d{1,2}(?:\/\d{2,4})?$/.test(word);
const isTime = (word: string) => TIME_WORDS.has(word) || WEEKDAYS.has(word) || isNumber(word);
const BEGINS = /^(?:on|at|this|next|today|tomorrow|tonight|for|in|from|every|by|after|before)$/;
const TELLS =
  /day$|^(?:mon|tues?|wed|thurs?|fri|sat|sun)$|\d|noon|midnight|tomorrow|tonight|morning|afternoon|evening|week|hour|minute/;

/** The end of a time that begins here, if words follow it; else the same place. */
function timeFrom(tokens: readonly Token[], from: number): number {
  const first = tokens[from]!;
  if (first.kind !== 'word' || !(BEGINS.test(first.word) || WEEKDAYS.has(first.word))) return from;
  let at = from;
  let tells = false;
  while (at < tokens.length && at - from < 10 && tokens[at]!.kind === 'word' && isTime(tokens[at]!.word))
    tells = TELLS.test(tokens[at++]!.word) || tells;
  if (tokens[at]?.word === ',') at++;
  return tells && at < tokens.length ? at : from;
}

/** Whether tokens say nothing but when: `in 10 minutes`, `tomorrow at 9`. */
export function isOnlyTime(tokens: readonly Token[]): boolean {
  const said = tokens.filter(({ kind }) => kind !== 'punctuation');
  return (
    said.every(({ kind, word }) => kind === 'word' && (isTime(word) || OFTEN.test(word))) &&
    said.some(({ word }) => TELLS.test(word) || OFTEN.test(word))
  );
}

const OFTEN = /^(?:hourly|daily|weekly|monthly|yearly|later|afterwards|soon|regularly)$/;
