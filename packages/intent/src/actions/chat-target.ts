// The input that says where a message goes to.
import type { Token } from '../text/token.js';
import type { Builder, Built, Request } from './build.js';
import type { Place } from './chat-place.js';
import { targetQuestion } from './people.js';

/** What a name of a space may hold; those of channels may be longer. */
const MOST_NAME = 128;

/** Sets the space, the channel or the chat of a place, or asks for it. */
export function setPlace(
  builder: Builder,
  { text, tokens, at }: Request,
  place: Place | undefined,
  headEnd: number,
): Built['question'] | undefined {
  const isTeams = builder.suggestion.action === 'microsoft.teams.send';
  const name = place?.isChat && isTeams ? 'chatId' : isTeams ? 'channelId' : 'space';
  if (!place) {
    builder.miss(name);
    return undefined;
  }
  const [first, last] = [tokens[place.name[0]]!, tokens[place.name[1] - 1]!];
  const problem = tokens.slice(...place.name).find((token) => token.problem)?.problem;
  const [start, end] =
    first.kind === 'quote' ? first.inner! : [first.start + (text[first.start] === '#' ? 1 : 0), last.end];
  if (problem) {
    builder.miss(name);
    return { about: 'target', pointer: `/${name}`, text: targetQuestion(text.slice(first.start, last.end), problem) };
  }
  if (end - start > MOST_NAME) {
    builder.miss(name);
    return undefined;
  }
  builder.cut(name, [start, end]);
  if (name === 'channelId') setTeam(builder, tokens, at, headEnd);
  return undefined;
}

/** `in the Marketing team`, `of team Marketing` */
function setTeam(builder: Builder, tokens: readonly Token[], at: number, headEnd: number): void {
  for (let index = at + 1; index < headEnd; index++) {
    if (tokens[index]!.word !== 'team') continue;
    let first = index;
    while (
      first - 1 > at &&
      tokens[first - 1]!.kind === 'word' &&
      !/^(?:in|of|on|the|our|my|to|at)$/.test(tokens[first - 1]!.word)
    )
      first--;
    const next = tokens[index + 1];
    if (first < index) builder.cut('teamId', [tokens[first]!.start, tokens[index - 1]!.end]);
    else if (next?.kind === 'word' && index + 1 < headEnd) builder.cut('teamId', [next.start, next.end]);
    else continue;
    return;
  }
  builder.miss('teamId');
}
