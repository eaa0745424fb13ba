import { connectorAt } from '../grammar/connectors.js';
import { fieldsIn, valueSpan } from '../slots/fields.js';
import { markersOf } from '../slots/markers.js';
import { isNamedOnly, isTask } from '../slots/task.js';
import type { Token } from '../text/token.js';
import type { Built, Request } from './build.js';
import { isGoogleChat, type Place, placeIn } from './chat-place.js';
import { setPlace } from './chat-target.js';
import { builderOf, providerNamed } from './provider.js';

const MARKERS = markersOf([
  ...[
    'saying that?',
    'says',
    'that says',
    'which says',
    'that',
    'telling * that?',
    'to say that?',
    'and say that?',
    'letting * know that?',
    'to let * know that?',
    'know that',
    'know',
    'reading',
    'to tell * that?',
  ].map((pattern) => ({ field: 'text', pattern })),
  ...['with the? text/message/content'].map((pattern) => ({ field: 'text', pattern, strong: true })),
  { field: 'text', pattern: 'message/text', strong: true, needsColon: true },
  ...['about', 'regarding', 'asking'].map((pattern) => ({ field: 'topic', pattern })),
]);

const ACTIONS = { google: 'google.chat.send', microsoft: 'microsoft.teams.send' } as const;
const READING = { markers: MARKERS, long: new Set(['text']), colon: 'text', quote: 'text' };

/** A message to a space, a channel or a chat. */
export function messageToSend(request: Request): Built {
  const { text, tokens, at, end, context } = request;
  const place = placeIn(tokens, at, end);
  const fields = fieldsIn(tokens, at, end, READING).filter(
    ({ marker, end: last }) => !place || last <= place.start || marker >= place.end || marker < place.start,
  );
  const named = providerNamed(tokens, 0, end);
  const builder = builderOf(text, ACTIONS, named?.provider, context);
  const question = setPlace(builder, request, place, fields[0]?.marker ?? end);

  const before =
    tokens[0]?.kind === 'quote' && at > 0
      ? { name: 'text', marker: 0, start: 0, end: 1, delimited: true, quoted: true }
      : undefined;
  if (before) fields.push(before);
  const said = place && POSTS.test(tokens[at]!.word) ? textBefore(tokens, at, place) : undefined;
  // `post hi in #dev - …`: behind a message, a dash begins none.
  const field = fields.find(({ name, marker }) => name === 'text' && !(said && tokens[marker]!.word === '-'));
  const bare = field ? undefined : bareText(tokens, at, place, named?.at);
  const body = field ?? (bare && isUnsaid(tokens, at, bare) ? undefined : bare);
  if (body) {
    const last =
      place && place.start > body.start && place.start < body.end ? beforePlace(tokens, place.start) : body.end;
    const span = valueSpan(tokens, { start: body.start, end: Math.max(last, body.start + 1) }, /[,;]/);
    if (/\S/.test(text.slice(...span))) builder.cut('text', span);
  }
  if (builder.suggestion.input.text === undefined) builder.miss('text');
  const free = [
    ...fields.filter((other) => other === field || (other.name === 'text' && !said)),
    ...(bare ? [{ ...bare, delimited: false, quoted: false }] : []),
  ];
  return { suggestion: builder.suggestion, free, ...(question && { question }) };
}

/** `tell #dev the build is green`, `post hello in #dev` */
function bareText(
  tokens: readonly Token[],
  at: number,
  place: Place | undefined,
  provider: number | undefined,
): { start: number; end: number } | undefined {
  if (!place) return undefined;
  const says = tokens
    .slice(place.end)
    .some(
      ({ kind, word }) =>
        kind !== 'punctuation' &&
        !/^(?:please|pls|now|asap|thanks|too|on|in|via|teams|google|chat|for|me|channel)$/.test(word),
    );
  if (place.end <= at) return at + 1 < tokens.length ? { start: at + 1, end: tokens.length } : undefined;
  const before = textBefore(tokens, at, place);
  // `post hi in #ops if …`, `… and …`: what stands behind a message that is there already is none of it.
  if (before && (POSTS.test(tokens[at]!.word) || connectorAt(tokens, place.end))) return before;
  if (says) {
    let start = place.end;
    if (/^(?:reply|respond|answer)$/.test(tokens[at]!.word) && tokens[start]!.word === 'with') start++;
    while (
      start < tokens.length &&
      (/^(?:teams|google|chat|,|:|-|a|an|message|know)$/.test(tokens[start]!.word) ||
        start === provider ||
        (/^(?:on|in|via)$/.test(tokens[start]!.word) && /^(?:teams|google)$/.test(tokens[start + 1]?.word ?? '')))
    )
      start++;
    return start < tokens.length ? { start, end: tokens.length } : undefined;
  }
  return before;
}

/** `tell #dev to stop`, `post the numbers`, and not `say a big hello`. */
const isUnsaid = (tokens: readonly Token[], at: number, bare: { start: number; end: number }) => {
  const field = { ...bare, delimited: false };
  return isTask(tokens, field) || (tokens[at]!.word !== 'say' && isNamedOnly(tokens, field));
};

/** What stands between the verb and the place. */
function textBefore(tokens: readonly Token[], at: number, place: Place): { start: number; end: number } | undefined {
  let first = at + 1;
  while (
    first < place.start &&
    /^(?:a|an|the|message|note|update|quick|this|out|it|,|reminder|announcement|something|short)$/.test(
      tokens[first]!.word,
    )
  )
    first++;
  // `post the build is green in #dev`
  if (tokens.slice(at + 1, first).every(({ word }) => /^(?:a|an|the)$/.test(word))) first = at + 1;
  const last = beforePlace(tokens, place.start);
  return last > first && tokens[at]!.word !== 'create' ? { start: first, end: last } : undefined;
}

/** Verbs that what is sent follows, and not who gets it. */
const POSTS = /^(?:post|share|say|write|publish|announce|put|drop|broadcast|type|push|send)$/;

function beforePlace(tokens: readonly Token[], place: number): number {
  let last = place;
  while (last > 1) {
    if (/^(?:to|in|on|into|the|our|at|my|,)$/.test(tokens[last - 1]!.word)) last--;
    else if (isGoogleChat(tokens, last - 1)) last -= 2;
    else if (tokens[last - 1]!.word === 'space' && isGoogleChat(tokens, last - 2)) last -= 3;
    else break;
  }
  return last;
}
