// What an event is called: what is left of a request when times, places and people are taken out.
import { EVENT_NOUNS, PUT, SCHEDULE, WEEKDAYS } from '../grammar/words.js';
import { type Field, valueSpan } from '../slots/fields.js';
import { whenIn } from '../slots/when.js';
import { plain } from '../text/characters.js';
import type { Token } from '../text/token.js';
import { type Builder, isOneLine, type Request } from './build.js';
import { isReminder } from './calendar-people.js';

const GENERIC =
  /^(?:meeting|meetings|event|events|appointment|appointments|reminder|reminders|invite|invitation|slot|time|block|calendar|entry|something|session|date|it|that|this|one|item|all|off|out|up|me|a)$/;

const SMALL =
  /^(?:a|an|the|my|new|for|to|up|off|me|us|with|on|at|in|of|from|that|and|or|about|please|down|out|it|as|quick|short|another|by|is|-|day|:|all|whole|entire|all-day|full|long|be|also|every|i|have|there|you|morning|afternoon|evening|night|after|until|till|can|which|who|some|our|this|set|add|make|create|want|need|remember|weekly|daily|monthly|recurring)$/;

export function setTitle(builder: Builder, request: Request, fields: readonly Field[], used: boolean[]): void {
  const { text, tokens, at, end } = request;
  const told = fields.find(({ name }) => name === 'title');
  const topic = fields.find(({ name }) => name === 'topic');
  const description = fields.find(({ name }) => name === 'description');
  const said = description && valueSpan(tokens, description, /[,;]/);
  if (said && !/[^\P{Cc}\t\r\n]/u.test(text.slice(...said))) builder.cut('description', said);
  const run = titleRun(tokens, at, end, used, isReminder(request));
  const isGeneric = run.every((index) => GENERIC.test(tokens[index]!.word) || SMALL.test(tokens[index]!.word));
  const isNamed = run.length > 0 && (!isGeneric || run.some((index) => tokens[index]!.word === 'with'));
  if (told) cutTitle(builder, text, withoutTimes(request, told));
  else if (isGeneric && topic) cutTitle(builder, text, withoutTimes(request, topic));
  else if (isNamed) cutTitle(builder, text, [tokens[run[0]!]!.start, tokens[run.at(-1)!]!.end]);
}

const cutTitle = (builder: Builder, text: string, span: readonly [number, number]) => {
  const value = text.slice(...span);
  if (isOneLine(value) && value.length <= 1024) builder.cut('title', span);
};

/** The value of a field without what ends it. */
function withoutTimes(request: Request, field: Field): [number, number] {
  return valueSpan(request.tokens, { start: field.start, end: endOfTitle(request, field) }, /[.,;:]/);
}

/** Where the value of a field ends, as a time or people end it. */
export function endOfTitle({ tokens, context, text }: Request, field: Field): number {
  if (field.quoted) return field.end;
  let end = field.end;
  for (let index = field.start + 1; index < field.end; index++) {
    const { kind, word } = tokens[index]!;
    if (kind === 'address' || (/^(?:with|and|invite)$/.test(word) && tokens[index + 1]?.kind === 'address')) {
      end = index;
      break;
    }
    const isTime =
      /^(?:on|at|from|for|tomorrow|today|tonight|next|this|by|in)$|^\d|^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/.test(
        word,
      ) || WEEKDAYS.has(word);
    const rest = plain(text.slice(tokens[index]!.start, tokens[Math.min(field.end, index + 12) - 1]!.end)).slice(
      0,
      100,
    );
    const spans = isTime ? whenIn(rest, context).spans : [];
    if (
      spans.some(([start]) => start <= 4 && !/\w/.test(rest.slice(0, start).replace(/^(?:on|at|from|for|by)\b/, '')))
    ) {
      end = index;
      break;
    }
  }
  return Math.max(end, field.start + 1);
}

const WAITS = /^(?:if|unless|once|whenever|provided|assuming)$/;

/** The longest-standing run of words that say what it is: `lunch with Ann`, `call the bank`. */
function titleRun(
  tokens: readonly Token[],
  at: number,
  end: number,
  used: readonly boolean[],
  reminds: boolean,
): number[] {
  const verb = tokens[at]!.word;
  const skipsVerb =
    SCHEDULE.has(verb) || PUT.has(verb) || /^(?:remind|invite|send|meet|find|get|grab|do|have|calendar)$/.test(verb);
  const runs: number[][] = [];
  let run: number[] = [];
  // `invite Ann to lunch`
  const to = verb === 'invite' ? tokens.findIndex(({ word }, index) => index > at && index < end && word === 'to') : -1;
  for (let index = Math.max(skipsVerb ? at + 1 : at, to + 1); index < end; index++) {
    const { word, kind } = tokens[index]!;
    const breaks =
      used[index] ||
      (kind === 'punctuation' && word !== '-' && word !== '&') ||
      kind === 'quote' ||
      (kind === 'address' && !reminds) ||
      word === 'invite' ||
      word === 'please';
    // `… unless he is busy`: what a condition begins is no name.
    if (!breaks && run.length === 0 && WAITS.test(word)) {
      while (index + 1 < end && !used[index + 1] && tokens[index + 1]!.kind === 'word') index++;
      continue;
    }
    if (breaks || (run.length === 0 && SMALL.test(word)) || WEEKDAYS.has(word)) {
      if (run.length > 0) runs.push(run);
      run = [];
    } else run.push(index);
  }
  if (run.length > 0) runs.push(run);
  const trimmed = runs.map((indexes) => {
    let last = indexes.length;
    while (last > 0 && SMALL.test(tokens[indexes[last - 1]!]!.word)) last--;
    return indexes.slice(0, last);
  });
  const useful = trimmed.filter((indexes) => indexes.length > 0);
  // `a reminder to buy stamps` is called after what it reminds of.
  for (const indexes of useful) {
    if (
      /^(?:reminders?|event|entry)$/.test(tokens[indexes[0]!]!.word) &&
      /^(?:to|for|about|of)$/.test(tokens[indexes[1] ?? -1]?.word ?? '')
    ) {
      indexes.splice(0, 2);
      while (indexes.length > 1 && /^(?:the|my|a|an)$/.test(tokens[indexes[0]!]!.word)) indexes.shift();
    }
  }
  return (
    useful.find((indexes) =>
      indexes.some((index) => EVENT_NOUNS.has(tokens[index]!.word) && !GENERIC.test(tokens[index]!.word)),
    ) ??
    useful.find((indexes) =>
      indexes.some((index) => !GENERIC.test(tokens[index]!.word) && !SMALL.test(tokens[index]!.word)),
    ) ??
    useful[0] ??
    []
  );
}
