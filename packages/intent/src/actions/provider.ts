// Which of two providers: the one named, else the one connected, else Google with the other told.

import type { Token } from '../text/token.js';
import type { Context } from '../understanding.js';

const NAMED: Record<string, 'google' | 'microsoft'> = {
  gmail: 'google',
  google: 'google',
  gchat: 'google',
  gcal: 'google',
  outlook: 'microsoft',
  microsoft: 'microsoft',
  teams: 'microsoft',
  office365: 'microsoft',
  o365: 'microsoft',
  exchange: 'microsoft',
  hotmail: 'microsoft',
};
const LABELS = { google: 'Google', microsoft: 'Microsoft' };

/** The provider that is named among these tokens, and where. */
export function providerNamed(
  tokens: readonly Token[],
  from: number,
  to: number,
): { provider: 'google' | 'microsoft'; at: number } | undefined {
  for (let at = from; at < to; at++) {
    const { kind, word } = tokens[at]!;
    const provider = kind === 'word' ? NAMED[word] : undefined;
    if (provider) return { provider, at };
  }
  return undefined;
}

export function providerOf(
  named: 'google' | 'microsoft' | undefined,
  { connected, defaults }: Context,
  assume: (sentence: string) => void,
): 'google' | 'microsoft' {
  if (named) return named;
  const both = (['google', 'microsoft'] as const).filter((provider) => connected?.includes(provider));
  if (both.length === 1) return both[0]!;
  const chosen = defaults?.provider ?? 'google';
  const other = chosen === 'google' ? 'microsoft' : 'google';
  assume(`${LABELS[chosen]}; ${LABELS[other]} could do it, too.`);
  return chosen;
}
