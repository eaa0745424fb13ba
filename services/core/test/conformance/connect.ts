// Connects an account through core's own pages, as a person would in a browser.
import { signIn } from '@relay/emulators';
import type { TestWorld } from '../world.js';

/** The id of a new connection whose owner has agreed to these scopes. */
export async function connectAccount(world: TestWorld, provider: string, scopes: string[]): Promise<string> {
  const created = await world.call('connections.create', { key: world.keys.developer, body: { provider, scopes } });
  if (created.status !== 201) throw new Error(`connections.create answered ${created.status}: ${created.text}`);
  const { id, authorizationUrl } = created.body;
  const invitation = await fetch(authorizationUrl);
  const [, link = ''] = /<a class="button" href="([^"]+)"/.exec(await invitation.text()) ?? [];
  const callback = await signIn(link.replaceAll('&amp;', '&'));
  const [cookie = ''] = invitation.headers.get('set-cookie')?.split(';') ?? [];
  const arrived = await fetch(callback, { headers: { cookie }, redirect: 'manual' });
  if (arrived.status !== 200) throw new Error(`the callback answered ${arrived.status}: ${await arrived.text()}`);
  return id;
}
