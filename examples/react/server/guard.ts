// Who may call: this page, and no other page that the same browser has open.
import type { IncomingMessage } from 'node:http';

/** The names by which a browser on this machine reaches the server. */
const LOCAL_HOSTS = ['127.0.0.1', 'localhost', '[::1]'];

type Asked = Pick<IncomingMessage, 'method' | 'url' | 'headers'>;

/** Why a request is refused, in one sentence; undefined for one that may pass. */
export function refusal({ method, url = '', headers }: Asked, port: number): string | undefined {
  const { host = '', origin, 'sec-fetch-site': site, 'content-type': type = '' } = headers;
  const hosts = LOCAL_HOSTS.map((name) => `${name}:${port}`);
  // A page of another site whose name was made to lead here (DNS rebinding) is "same origin" for the browser. Its Host tells.
  if (!hosts.includes(host)) return 'This server answers to its own address only.';
  if (!url.startsWith('/api/')) return undefined; // the page itself holds nothing, and a link may lead to it
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    return 'Pages of other sites may not call this server.';
  if (origin !== undefined && origin !== `http://${host}`) return 'Pages of other sites may not call this server.';
  if (method === 'GET') return undefined;
  // A browser names the origin of every request that changes something; without the name, nobody knows who asks.
  if (origin === undefined) return 'A request that changes something must name its origin.';
  // A form of another site can send text, but not JSON.
  if (method === 'POST' && !/^application\/json\b/i.test(type)) return 'Send JSON.';
  return undefined;
}
