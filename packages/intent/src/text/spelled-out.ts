// Addresses in words instead of signs.
import type { Token } from './token.js';

/** `bob at acme dot com`: an address that has to be given in signs. */
export function withSpelledOut(tokens: Token[]): Token[] {
  for (let at = 1; at < tokens.length - 3; at++) {
    if (tokens[at]!.word !== 'at' || tokens[at + 2]!.word !== 'dot') continue;
    let last = at + 3;
    while (tokens[last + 1]?.word === 'dot' && tokens[last + 2]?.kind === 'word') last += 2;
    const parts = tokens.slice(at - 1, last + 1);
    if (parts.some(({ kind }) => kind !== 'word')) continue;
    const [start, end] = [parts[0]!.start, parts.at(-1)!.end];
    const word = parts.map((part) => part.word).join(' ');
    tokens.splice(at - 1, parts.length, { kind: 'address', problem: 'malformed', start, end, word });
  }
  return tokens;
}
