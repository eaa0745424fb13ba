// Connecting an account as a person does, with a browser that only follows what it is shown.
import { signIn } from '@relay/emulators';
import type { World } from './world.ts';

export type Provider = 'google' | 'microsoft' | 'github';

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
  const invitation = await fetch(body.authorizationUrl);
  const [cookie = ''] = invitation.headers.get('set-cookie')?.split(';') ?? [];
  const [, link = ''] = /<a class="button" href="([^"]+)"/.exec(await invitation.text()) ?? [];
  const callback = await signIn(link.replaceAll('&amp;', '&'), account ? { account } : {});
  const page = await (await fetch(callback, { headers: { cookie } })).text();
  if (!page.includes('is connected')) throw new Error(`${provider}: ${page}`);
  return body.id;
}
