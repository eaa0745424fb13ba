// Connecting an account as a person does, in a browser.
import { type Provider, signIn } from '@relay/emulators';
import { Browser } from '@relay/testing';
import type { World } from './world.ts';

interface Choice {
  /** All that the provider's actions need, if left out. */
  scopes?: string[];
  /** Who signs in: Ada, unless it is said. */
  account?: string;
}

/** Connects an account of an emulated provider and gives the connection's id. */
export async function connected(
  call: World['call'],
  provider: Provider,
  { scopes, account }: Choice = {},
): Promise<string> {
  const { body } = await call('connections.create', { body: { provider, ...(scopes && { scopes }) } });
  const browser = new Browser();
  const callback = await signIn(await browser.begin(body.authorizationUrl), account ? { account } : {});
  const { text } = await browser.open(callback);
  if (!text.includes('is connected')) throw new Error(`${provider}: ${text}`);
  return body.id;
}
