// A connected account, and previews of what is sent through it: made as a client makes them, before anything is measured.
import type { ConnectionWithUrl, Preview } from '../src/generated/types.js';
import type { Call } from './load.ts';
import type { World } from './world.ts';

/** Previews that are made at the same time. */
const AT_ONCE = 8;

/** Connects the account of the provider; returns the connection's id. */
export async function connectAccount(world: World): Promise<string> {
  const { id, authorizationUrl } = await post<ConnectionWithUrl>(world, '/api/connections', {
    provider: 'github',
    scopes: ['repo'],
  });
  const invitation = await fetch(authorizationUrl);
  const [, link = ''] = /<a class="button" href="([^"]+)"/.exec(await invitation.text()) ?? [];
  const atProvider = new URL(link.replaceAll('&amp;', '&'));
  const callback = new URL(atProvider.searchParams.get('redirect_uri')!);
  callback.search = new URLSearchParams({ code: 'bench', state: atProvider.searchParams.get('state')! }).toString();
  const [cookie = ''] = invitation.headers.get('set-cookie')?.split(';') ?? [];
  const arrived = await fetch(callback, { headers: { cookie } });
  if (!arrived.ok) throw new Error(`the account could not be connected: ${arrived.status} ${await arrived.text()}`);
  return id;
}

/** Takes from a stock of so many confirms of issues, each of which works once. */
export async function issueExecutes(world: World, connectionId: string, count: number): Promise<() => Call> {
  const stock: Call[] = [];
  const input = { repository: 'ada/engine', title: 'An issue', body: 'With a text', labels: ['bug'] };
  const make = async () => {
    for (let left = Math.ceil(count / AT_ONCE); left > 0; left--) {
      const preview = await post<Preview>(world, '/api/actions/preview', {
        action: 'github.issue.create',
        input,
        connectionId,
      });
      const body = JSON.stringify({ previewId: preview.id, digest: preview.digest });
      stock.push({ method: 'POST', path: '/api/actions/execute', body });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, make));
  return () => {
    const call = stock.pop();
    if (!call) throw new Error('there are fewer previews than core has executed; prepare more.');
    return call;
  };
}

async function post<Reply>({ core }: World, path: string, body: object): Promise<Reply> {
  const { baseUrl, apiKey } = core.credentials;
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  const reply = await fetch(baseUrl + path, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!reply.ok) throw new Error(`${path} answered ${reply.status}: ${await reply.text()}`);
  return (await reply.json()) as Reply;
}
