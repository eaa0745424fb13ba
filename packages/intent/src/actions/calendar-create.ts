import { CALENDARS, EVENT_NOUNS, PUT, SCHEDULE, WEEKDAYS } from '../grammar/words.js';
import { type Field, fieldsIn, markersOf, valueSpan } from '../slots/fields.js';
import { type When, whenIn } from '../slots/when.js';
import { plain } from '../text/characters.js';
import type { Token } from '../text/token.js';
import { Builder, type Built, isOneLine, type Request } from './build.js';
import { addPeople, peopleFrom } from './people.js';
import { providerNamed, providerOf } from './provider.js';

const MARKERS = markersOf([
  ...[
    'titled',
    'called',
    'named',
    'entitled',
    'title',
    'with the? title',
    'with title',
    'with the? subject',
    'subject',
    'labeled/labelled',
  ].map((pattern) => ({ field: 'title', pattern, strong: true })),
  ...[
    'about',
    'regarding',
    'to discuss',
    'to talk about',
    'to go over',
    'to review',
    'on the topic of',
    'discussing',
  ].map((pattern) => ({ field: 'topic', pattern })),
  ...['with the? description/notes/note', 'description', 'notes', 'saying that?', 'that says'].map((pattern) => ({
    field: 'description',
    pattern,
    strong: true,
  })),
  ...['location', 'with location'].map((pattern) => ({ field: 'location', pattern, strong: true })),
]);
const READING = { markers: MARKERS, long: new Set(['description']), colon: 'title', quote: 'title' };

/** An event to put into a calendar. */
export function eventToCreate(request: Request): Built {
  const { text, tokens, at, end, context } = request;
  const fields = fieldsIn(tokens, at, end, READING).filter(
    ({ name }) => tokens[at]!.word !== 'remind' || (name !== 'description' && name !== 'topic'),
  );
  const named = providerNamed(tokens, 0, end);
  const assumptions: string[] = [];
  const provider = providerOf(named?.provider, context, (sentence) => assumptions.push(sentence));
  const builder = new Builder(text, provider === 'google' ? 'google.calendar.create' : 'microsoft.calendar.create');
  for (const sentence of assumptions) builder.assume(sentence);

  const when = whenOf(request, fields);
  setWhen(builder, when, context.timeZone);
  const used = usedTokens(request, when, fields);
  // A reminder of doing something with somebody invites nobody.
  const isReminder = tokens[at]!.word === 'remind';
  const question = isReminder ? undefined : setAttendees(builder, request, fields, used);
  setLocation(builder, request, fields, used);
  setTitle(builder, request, fields, used);
  if (
    tokens
      .slice(0, end)
      .some(({ word }) => /^(?:every|daily|weekly|monthly|recurring|repeating|yearly|annually)$/.test(word))
  )
    builder.assume('It is not repeated: one event is made.');
  const free = fields.filter(({ name, quoted }) => name === 'description' || quoted || name === 'title');
  return { suggestion: builder.suggestion, free, ...(question && { question }) };
}

function setWhen(builder: Builder, when: When, timeZone: string): void {
  if (when.start) builder.put('start', when.start.value, when.start.span);
  else builder.miss('start');
  if (when.end) builder.put('end', when.end.value, when.end.span);
  else if (when.durationMinutes && when.start?.value.includes('T'))
    builder.put('durationMinutes', when.durationMinutes.value, when.durationMinutes.span);
  if (when.start && when.timeZone) builder.put('timeZone', when.timeZone.value, when.timeZone.span);
  else if (when.start) builder.setDefault('timeZone', timeZone);
  for (const sentence of when.assumptions) builder.assume(sentence);
  if (when.start?.value.includes('T') && !when.end && !when.durationMinutes) builder.assume('It lasts 30 minutes.');
}

/** Most of a request that a time is looked for in: a time stands near the verb, and chrono takes long for long texts. */
const MOST_TIME_TEXT = 400;

/** When it takes place, read from mended words, told by their places in the text as it is. */
function whenOf(request: Request, fields: readonly Field[]): When {
  const { out, places } = timeText(request, fields);
  const when = whenIn(out, request.context);
  const inText = ([start, end]: [number, number]): [number, number] => [
    places[start]!,
    end > start ? places[end - 1]! + 1 : places[start]!,
  ];
  for (const moment of [when.start, when.end, when.durationMinutes, when.timeZone])
    if (moment) moment.span = inText(moment.span);
  when.spans = when.spans.map(inText);
  return when;
}

/** The text in lower case, blank where a target or a text of somebody stands, and where each of its characters comes from. */
function timeText({ text, tokens, end }: Request, fields: readonly Field[]): { out: string; places: number[] } {
  const to = Math.min(tokens[end - 1]!.end, tokens[0]!.start + MOST_TIME_TEXT);
  let out = '';
  const places: number[] = [];
  for (let index = 0; index < end && tokens[index]!.start < to; index++) {
    const { kind, start, end: last, word } = tokens[index]!;
    const isHidden =
      last - start > 40 ||
      (kind !== 'word' && kind !== 'punctuation') ||
      fields.some(
        (field) =>
          field.name !== 'topic' && field.delimited && field.quoted && index >= field.marker && index < field.end,
      );
    const piece = isHidden && !/^\d/.test(word) ? '_' : kind === 'word' ? word : plain(text.slice(start, last));
    if (out && tokens[index - 1]!.end < start) {
      out += ' ';
      places.push(start - 1);
    }
    for (let offset = 0; offset < piece.length; offset++)
      places.push(offset === piece.length - 1 ? last - 1 : Math.min(start + offset, last - 1));
    out += piece;
  }
  return { out, places };
}

/** For each token, whether it says something else than the title. */
function usedTokens({ tokens, at, end }: Request, when: When, fields: readonly Field[]): boolean[] {
  const used = tokens.map(({ start, end: last }) => when.spans.some(([from, to]) => start < to && last > from));
  for (const { marker, end: last } of fields) for (let index = marker; index < last; index++) used[index] = true;
  for (let index = at; index < end; index++) {
    const { word } = tokens[index]!;
    if (
      /^(?:put|add|save|enter|note)$/.test(word) &&
      index > at &&
      /^(?:it|this|that)$/.test(tokens[index + 1]?.word ?? '')
    )
      used[index] = used[index + 1] = true;
    if (CALENDARS.has(word) && index > at) {
      used[index] = true;
      for (
        let back = index - 1;
        back > at &&
        /^(?:my|the|our|to|on|in|into|onto|outlook|google|microsoft|work|calendar|personal|a|work's)$/.test(
          tokens[back]!.word,
        );
        back--
      )
        used[back] = true;
    }
    if (
      /^(?:outlook|gmail|microsoft)$/.test(word) &&
      /^(?:in|on|via|using|with|through)$/.test(tokens[index - 1]?.word ?? '')
    )
      used[index] = used[index - 1] = true;
    if (
      word === 'google' &&
      tokens[index + 1]?.word === 'calendar' &&
      /^(?:in|on|via|using|with|through|my)$/.test(tokens[index - 1]?.word ?? '')
    )
      used[index] = used[index - 1] = true;
  }
  return used;
}

function setAttendees(
  builder: Builder,
  request: Request,
  fields: readonly Field[],
  used: boolean[],
): Built['question'] | undefined {
  const { tokens, at, end } = request;
  let question: Built['question'];
  for (let index = at; index < end; index++) {
    const { word, kind } = tokens[index]!;
    if (fields.some((field) => field.quoted && index >= field.marker && index < field.end)) continue;
    const leads =
      /^(?:with|invite|inviting|and|including|include|attendees|attendee|guests|guest|for|to|between|adding|add|from)$/.test(
        word,
      ) && kind === 'word';
    if (!leads && !(kind === 'address' && !used[index])) continue;
    const from = leads ? (tokens[index + 1]?.word === ':' ? index + 2 : index + 1) : index;
    const { people, end: next } = peopleFrom(tokens, from, end);
    const isInvitation = /^invit|attendee|guest/.test(word) || (word === 'with' && index > at);
    const hasAddress = people.some(({ address }) => address !== undefined);
    if (!hasAddress && !(isInvitation && people.length > 0)) continue;
    const known =
      hasAddress || /^invit|attendee|guest/.test(word) ? people : people.filter((person) => isContact(request, person));
    if (known.length === 0) continue;
    question ??= addPeople(
      builder,
      request,
      'attendees',
      known,
      hasAddress || /^invit|attendee|guest/.test(word) ? 'attendees' : 'attendees',
    );
    const onlyAddresses = people.every(({ address, start, end: last }) => address !== undefined && last - start === 1);
    if (onlyAddresses) for (let token = leads ? index : from; token < next; token++) used[token] = true;
    index = Math.max(index, next - 1);
  }
  return question;
}

/** A name after `with` invites who is a contact; others are part of the title only. */
const isContact = ({ text, tokens, context }: Request, { start, end }: { start: number; end: number }) => {
  const name = text.slice(tokens[start]!.start, tokens[end - 1]!.end).toLowerCase();
  return (context.contacts ?? []).some(
    (contact) => contact.name.toLowerCase() === name || contact.name.toLowerCase().split(/\s+/).includes(name),
  );
};

function setLocation(
  builder: Builder,
  { text, tokens, at, end }: Request,
  fields: readonly Field[],
  used: boolean[],
): void {
  const told = fields.find(({ name }) => name === 'location');
  if (told) {
    const span = valueSpan(tokens, told, /[.,;:]/);
    if (isOneLine(text.slice(...span))) builder.cut('location', span);
    return;
  }
  for (let index = at + 1; index < end - 1; index++) {
    const { word } = tokens[index]!;
    if (
      used[index] ||
      (word !== 'at' &&
        word !== 'in' &&
        !(word === 'on' && /^(?:zoom|teams|meet|webex)$/.test(tokens[index + 1]!.word)))
    )
      continue;
    const start = index + 1;
    let last = start;
    while (
      last < end &&
      !used[last] &&
      tokens[last]!.kind === 'word' &&
      !/^(?:on|at|with|for|about|from|and|tomorrow|today|to|please|next|this|invite|titled|called)$/.test(
        tokens[last]!.word,
      )
    )
      last++;
    const words = text.slice(tokens[start]!.start, tokens[Math.max(last, start + 1) - 1]!.end);
    const isPlace =
      last > start &&
      (word === 'on' ||
        /^(?:room|the (?:office|cafe|café|library|park|lobby|gym|kitchen|boardroom|hotel|bar|restaurant|school|church)|conference room|meeting room|building|[\p{Lu}\p{N}])/u.test(
          words,
        ) ||
        (word === 'at' && !/^\d/.test(words)) ||
        /\b(?:room|office|hall|cafe|café|building|floor|street)\b/i.test(words));
    if (
      !isPlace ||
      /^(?:the morning|the afternoon|the evening|night|my|our calendar|advance|person|an?|\d+ (?:min|hour|day))/.test(
        words.toLowerCase(),
      )
    )
      continue;
    builder.cut('location', [tokens[start]!.start, tokens[last - 1]!.end]);
    for (let token = index; token < last; token++) used[token] = true;
    return;
  }
}

const GENERIC =
  /^(?:meeting|meetings|event|events|appointment|appointments|reminder|reminders|invite|invitation|slot|time|block|calendar|entry|something|session|date|it|that|this|one|item|all|off|out|up|me|a)$/;
const SMALL =
  /^(?:a|an|the|my|new|for|to|up|off|me|us|with|on|at|in|of|from|that|and|about|please|down|out|it|as|quick|short|another|by|is|-|day|:|all|whole|entire|all-day|full|long|be|also|every|i|have|there|you|morning|afternoon|evening|night|after|until|till|can|which|who|some|our|set|add|make|create|want|need|remember|weekly|daily|monthly|recurring)$/;

function setTitle(builder: Builder, request: Request, fields: readonly Field[], used: boolean[]): void {
  const { text, tokens, at, end } = request;
  const told = fields.find(({ name }) => name === 'title');
  const topic = fields.find(({ name }) => name === 'topic');
  const description = fields.find(({ name }) => name === 'description');
  const said = description && valueSpan(tokens, description, /[,;]/);
  if (said && !/[^\P{Cc}\t\r\n]/u.test(text.slice(...said))) builder.cut('description', said);
  const run = titleRun(tokens, at, end, used);
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

/** The value of a field up to where a time, a place or people end it. */
function withoutTimes({ tokens, context, text }: Request, field: Field): [number, number] {
  if (field.quoted) return valueSpan(tokens, field, /[.,;:]/);
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
  return valueSpan(tokens, { start: field.start, end: Math.max(end, field.start + 1) }, /[.,;:]/);
}

/** The longest-standing run of words that say what it is: `lunch with Ann`, `call the bank`. */
function titleRun(tokens: readonly Token[], at: number, end: number, used: readonly boolean[]): number[] {
  const verb = tokens[at]!.word;
  const skipsVerb =
    SCHEDULE.has(verb) || PUT.has(verb) || /^(?:remind|invite|send|meet|find|get|grab|do|have|calendar)$/.test(verb);
  const runs: number[][] = [];
  let run: number[] = [];
  for (let index = skipsVerb ? at + 1 : at; index < end; index++) {
    const { word, kind } = tokens[index]!;
    const breaks =
      used[index] ||
      (kind === 'punctuation' && word !== '-' && word !== '&') ||
      kind === 'quote' ||
      (kind === 'address' && verb !== 'remind') ||
      word === 'invite' ||
      word === 'please';
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
      /^reminders?$/.test(tokens[indexes[0]!]!.word) &&
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
