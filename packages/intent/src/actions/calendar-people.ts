// Who is invited to an event, and where it takes place.
import { type Field, valueSpan } from '../slots/fields.js';
import type { Token } from '../text/token.js';
import { type Builder, type Built, isOneLine, type Request } from './build.js';
import { addPeople, peopleFrom } from './people.js';

export function setAttendees(
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
    question ??= addPeople(builder, request, 'attendees', known);
    const onlyAddresses = people.every(({ address, start, end: last }) => address !== undefined && last - start === 1);
    if (onlyAddresses) for (let token = leads ? index : from; token < next; token++) used[token] = true;
    index = Math.max(index, next - 1);
  }
  return question;
}

/** Whether it reminds of doing something, perhaps with somebody, who is not invited by that: `a reminder to email Ann`. */
export const isReminder = ({ tokens, at, end }: Request): boolean =>
  tokens[at]!.word === 'remind' ||
  tokens
    .slice(at, end)
    .some(
      ({ word }, index, own) =>
        /^reminders?$/.test(word) && own.slice(index + 1).some((token, after, rest) => isDoing(token, rest[after + 1])),
    );

const isDoing = ({ word }: Token, next: Token | undefined) =>
  next?.kind === 'word' && /^(?:to|:)$/.test(word) && !/^(?:my|the|our|me|us|google|outlook)$/.test(next.word);

/** A name after `with` invites who is a contact; others are part of the title only. */
const isContact = ({ text, tokens, context }: Request, { start, end }: { start: number; end: number }) => {
  const name = text.slice(tokens[start]!.start, tokens[end - 1]!.end).toLowerCase();
  return (context.contacts ?? []).some(
    (contact) => contact.name.toLowerCase() === name || contact.name.toLowerCase().split(/\s+/).includes(name),
  );
};

/** What goes on with an event behind its place. */
const FURTHER = /^(?:invite|with|attendees?|guests?|and|on|at|for)$/;

/** In words. */
const MOST_PLACE = 16;

export function setLocation(
  builder: Builder,
  { text, tokens, at, end }: Request,
  fields: readonly Field[],
  used: boolean[],
): void {
  const told = fields.find(({ name }) => name === 'location');
  if (told) {
    const further = tokens.findIndex(
      ({ word }, index) =>
        index > told.start && index < told.end && word === ',' && FURTHER.test(tokens[index + 1]?.word ?? ''),
    );
    const span = valueSpan(tokens, further === -1 ? told : { ...told, end: further }, /[.,;:]/);
    if (isOneLine(text.slice(...span))) builder.cut('location', span);
    return;
  }
  for (let index = at + 1; index < end - 1; index++) {
    const { word } = tokens[index]!;
    if (
      used[index] ||
      (!/^(?:at|@|in)$/.test(word) && !(word === 'on' && /^(?:zoom|teams|meet|webex)$/.test(tokens[index + 1]!.word)))
    )
      continue;
    const start = index + 1;
    let last = start;
    while (
      last < Math.min(end, start + MOST_PLACE) &&
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
        ((word === 'at' || word === '@') && !/^\d/.test(words)) ||
        /\b(?:room|office|hall|cafe|café|building|floor|street)\b/i.test(words));
    if (
      !isPlace ||
      /\bconvenience\b/.test(words) ||
      /^\d{1,2}(?:[:.h]\d\d)? ?(?:[ap]\.?m?\.?|h|ish|o'?clock)?$/i.test(words) ||
      /^(?:the morning|the afternoon|the evening|night|my|our calendar|advance|person|an?|the (?:end|start|beginning|middle)|\d+ (?:min|hour|day|week|month))/.test(
        words.toLowerCase(),
      )
    )
      continue;
    builder.cut('location', [tokens[start]!.start, tokens[last - 1]!.end]);
    for (let token = index; token < last; token++) used[token] = true;
    return;
  }
}
