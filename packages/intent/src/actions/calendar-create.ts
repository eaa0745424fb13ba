import { CALENDARS } from '../grammar/words.js';
import { type Field, fieldsIn } from '../slots/fields.js';
import { markersOf } from '../slots/markers.js';
import type { When } from '../slots/when.js';
import type { Builder, Built, Request } from './build.js';
import { isReminder, setAttendees, setLocation } from './calendar-people.js';
import { whenOf } from './calendar-time.js';
import { endOfTitle, setTitle } from './calendar-title.js';
import { builderOf, providerNamed } from './provider.js';

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

const ACTIONS = { google: 'google.calendar.create', microsoft: 'microsoft.calendar.create' } as const;
const READING = { markers: MARKERS, long: new Set(['description']), colon: 'title', quote: 'title' };

/** An event to put into a calendar. */
export function eventToCreate(request: Request): Built {
  const { text, tokens, at, end, context } = request;
  const fields = fieldsIn(tokens, at, end, READING).filter(
    ({ name }) => tokens[at]!.word !== 'remind' || (name !== 'description' && name !== 'topic'),
  );
  const named = providerNamed(tokens, 0, end);
  const builder = builderOf(text, ACTIONS, named?.provider, context);

  const when = whenOf(request, fields);
  setWhen(builder, when, context.timeZone);
  const used = usedTokens(request, when, fields);
  // A reminder of doing something with somebody invites nobody.
  const asked = isReminder(request) ? undefined : setAttendees(builder, request, fields, used);
  const question = when.rivals ? timeQuestion(when.rivals) : asked;
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

const timeQuestion = (times: readonly string[]): Built['question'] => ({
  about: 'multi',
  pointer: '/start',
  text: `When shall it be: ${times.join(' or ')}?`,
});

function setWhen(builder: Builder, when: When, timeZone: string): void {
  if (when.start) builder.put('start', when.start.value, when.start.span);
  else builder.miss('start');
  if (when.end) builder.put('end', when.end.value, when.end.span);
  else if (when.durationMinutes && when.start?.value.includes('T') !== false)
    builder.put('durationMinutes', when.durationMinutes.value, when.durationMinutes.span);
  if (when.start && when.timeZone) builder.put('timeZone', when.timeZone.value, when.timeZone.span);
  else if (when.start) builder.setDefault('timeZone', timeZone);
  for (const sentence of when.assumptions) builder.assume(sentence);
  if (when.start?.value.includes('T') && !when.end && !when.durationMinutes) builder.assume('It lasts 30 minutes.');
}

/** For each token, whether it says something else than the title. */
function usedTokens(request: Request, when: When, fields: readonly Field[]): boolean[] {
  const { tokens, at, end } = request;
  const used = tokens.map(({ start, end: last }) => when.spans.some(([from, to]) => start < to && last > from));
  for (const field of fields) {
    const last = field.name === 'title' ? endOfTitle(request, field) : field.end;
    for (let index = field.marker; index < last; index++) used[index] = true;
  }
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
