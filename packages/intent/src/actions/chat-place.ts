// Where a message goes to: a channel, a space, a person.
import type { Token } from '../text/token.js';

export interface Place {
  start: number;
  end: number;
  /** Tokens of the name itself. */
  name: [number, number];
  /** A person or a chat by its topic, not a channel. */
  isChat?: boolean;
}

const PLACE_WORD = /^(?:channel|space|room|chatroom|chat)$/;

/** Where it goes to: `#dev`, `the dev channel`, `channel dev`, `the space Design`, `Ann on Teams`. */
export function placeIn(tokens: readonly Token[], at: number, end: number): Place | undefined {
  for (let index = 0; index < end; index++) {
    const { kind, word } = tokens[index]!;
    if (kind === 'channel')
      return {
        start: index,
        end: tokens[index + 1]?.word === 'channel' ? index + 2 : index + 1,
        name: [index, index + 1],
      };
    if (kind === 'quote' || (tokens[index + 1]?.kind === 'quote' && !isNamedBehind(tokens, index))) continue;
    if (word === ':' || /^(?:saying|that)$/.test(word)) {
      const later = tokens.findIndex((token, other) => other > index && other < end && token.kind === 'channel');
      if (later !== -1) return { start: later, end: later + 1, name: [later, later + 1] };
      if (index > at + 1) break;
    }
    if (kind === 'word' && PLACE_WORD.test(word) && index > at) {
      const named = namedPlace(tokens, at, index, end);
      if (named) return named;
    }
  }
  return personIn(tokens, at, end);
}

/** `the Google Chat space "Design": …`: its name is in quotation marks, as something is said behind it. */
const isNamedBehind = (tokens: readonly Token[], at: number) =>
  tokens[at]!.word === 'space' && /^(?:the|chat|a|our|my)$/.test(tokens[at - 1]?.word ?? '') && at + 2 < tokens.length;

function namedPlace(tokens: readonly Token[], at: number, index: number, end: number): Place | undefined {
  // `google chat` is where chats are, and names none.
  if (tokens[index]!.word === 'chat' && /^(?:google|teams|in|on|via)$/.test(tokens[index - 1]!.word)) return undefined;
  let first = index;
  while (
    first - 1 > at &&
    index - first < 4 &&
    !isGoogleChat(tokens, first - 1) &&
    /^(?:word|repository)$/.test(tokens[first - 1]!.kind) &&
    !/^(?:to|in|on|the|into|at|our|my|a|an|message|note|teams|google|update|this|that)$/.test(tokens[first - 1]!.word)
  )
    first--;
  if (first < index)
    return {
      start: first,
      end: index + 1,
      name: [first, index],
      ...(tokens[index]!.word === 'chat' && { isChat: true }),
    };
  let last = index + 1;
  const next = tokens[last];
  if (next?.kind === 'quote') return { start: index, end: last + 1, name: [last, last + 1] };
  if (/^(?:called|named)$/.test(next?.word ?? '')) last++;
  const from = last;
  while (
    last < end &&
    last - from < 3 &&
    tokens[last]!.kind === 'word' &&
    !/^(?:saying|that|on|in|with|about|and|to|says|telling|of|message|text|via|asking)$/.test(tokens[last]!.word)
  )
    last++;
  return last > from ? { start: index, end: last, name: [from, last] } : undefined;
}

/** `the Google Chat space Design`: the name of what sends it is none of the space. */
export const isGoogleChat = (tokens: readonly Token[], at: number) =>
  tokens[at]!.word === 'chat' && tokens[at - 1]?.word === 'google';

/** `message Ann on Teams` */
function personIn(tokens: readonly Token[], at: number, end: number): Place | undefined {
  let first = at + 1;
  const placed = tokens.findIndex(
    ({ word }, index) =>
      index > at &&
      index < Math.min(end, at + 10) &&
      /^(?:in|to|into)$/.test(word) &&
      tokens[index + 1]?.kind === 'word' &&
      !/^(?:teams|google|chat|the|a)$/.test(tokens[index + 1]!.word),
  );
  if (placed !== -1 && /^(?:post|share|announce|publish|say|write|put|drop|send|broadcast)$/.test(tokens[at]!.word)) {
    let stop = placed + 1;
    while (
      stop < end &&
      stop - placed < 4 &&
      tokens[stop]!.kind === 'word' &&
      !/^(?:on|in|via|saying|that|using|teams|google|about|with)$/.test(tokens[stop]!.word)
    )
      stop++;
    return { start: placed, end: stop, name: [placed + 1, stop] };
  }
  if (!/^(?:message|ping|dm|tell|notify|text|msg|update|let|ask)$/.test(tokens[at]!.word)) {
    const to = tokens.findIndex(
      ({ word, kind }, index) => index > at && index < Math.min(end, at + 12) && kind === 'word' && word === 'to',
    );
    if (to !== -1) first = to + 1;
    else if (
      /^(?:post|share|announce|publish|say|write|put|drop|broadcast)$/.test(tokens[at]!.word) ||
      /^(?:a|an|the|this|my)$/.test(tokens[first]?.word ?? 'a')
    )
      return undefined;
  }
  let last = first;
  while (
    last < end &&
    last - first < 3 &&
    /^(?:word|address)$/.test(tokens[last]!.kind) &&
    !/^(?:on|in|via|saying|that|a|an|the|using|about|through|with|know|teams|google|message|to|quick|asking|please)$/.test(
      tokens[last]!.word,
    )
  )
    last++;
  return last > first ? { start: first, end: last, name: [first, last], isChat: true } : undefined;
}
