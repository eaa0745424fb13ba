// Which of two providers: the one named, else the one connected, else Google with the other told.
import type { Token } from '../text/token.js';
import type { ActionId, Context } from '../understanding.js';
import { Builder } from './build.js';

type Either = 'google' | 'microsoft';

const NAMED: Record<string, Either> = {
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
): { provider: Either; at: number } | undefined {
  for (let at = from; at < to; at++) {
    const { kind, word } = tokens[at]!;
    const provider = kind === 'word' ? NAMED[word] : undefined;
    if (provider) return { provider, at };
  }
  return undefined;
}

/** A suggestion of the provider's action, which says so where the text does not. */
export function builderOf(
  text: string,
  actions: Record<Either, ActionId>,
  named: Either | undefined,
  { connected, defaults }: Context,
): Builder {
  if (named) return new Builder(text, actions[named]);
  const both = (['google', 'microsoft'] as const).filter((provider) => connected?.includes(provider));
  if (both.length === 1) return new Builder(text, actions[both[0]!]);
  const chosen = defaults?.provider ?? 'google';
  const other = chosen === 'google' ? 'microsoft' : 'google';
  const builder = new Builder(text, actions[chosen]);
  builder.assume(`${LABELS[chosen]}; ${LABELS[other]} could do it, too.`);
  return builder;
}
