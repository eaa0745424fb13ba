// The third-party emulator behind the gate: it is reached with tokens that only the gate has.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { createEmulator, type Emulator as ThirdParty } from 'emulate';
import type { Account } from '../accounts.js';
import { json, parseJson, type Reply } from './http.js';
import type { Call } from './routes.js';
import type { Provider } from './vendor.js';

/** A redirect URI that the third party knows; the caller's own is the gate's business, which can learn new ones. */
export const PEER_REDIRECT_URI = 'http://127.0.0.1/callback';

export interface PeerRequest {
  method: string;
  /** With its query. */
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** As this person, with all rights: the gate has judged the caller's token. */
  as?: Account;
}

export interface Peer {
  send(request: PeerRequest): Promise<Reply>;
  /** As in the beginning. */
  reset(): void;
  stop(): Promise<void>;
}

export interface PeerOptions {
  service: Provider;
  accounts: Account[];
  seed: Record<string, unknown>;
  /** What the third party calls itself in links. */
  baseUrl: string;
}

export async function startPeer({ service, accounts, seed, baseUrl }: PeerOptions): Promise<Peer> {
  // A token per person, made anew with every start. What the third party does with tokens that it does not know
  // (it takes them for the first user's) can therefore not happen.
  const tokens = new Map(accounts.map((account) => [account.name, randomBytes(24).toString('base64url')]));
  const known = Object.fromEntries([...tokens].map(([login, token]) => [token, { login }]));
  const { emulator, port } = await start({ service, baseUrl, seed: { tokens: known, [service]: seed } });
  const origin = `http://127.0.0.1:${port}`;
  return {
    async send({ method, path, headers = {}, body, as }) {
      const response = await fetch(`${origin}${path}`, {
        method,
        headers: { ...headers, ...(as && { authorization: `Bearer ${tokens.get(as.name)}` }) },
        body: method === 'GET' || method === 'HEAD' ? null : ((body as string) ?? null),
        redirect: 'manual',
      });
      return toReply(response);
    },
    reset: () => emulator.reset(),
    stop: () => emulator.close(),
  };
}

/** A call of the API as the third party answers it. */
export function forwarded({ method, path, query, headers, body, account }: Call, peer: Peer): Promise<Reply> {
  const { 'content-type': type = 'application/json' } = headers;
  return peer.send({
    method,
    path: `${path}?${query}`,
    headers: { 'content-type': type, accept: 'application/json' },
    body,
    as: account,
  });
}

/** The third party does not tell the port that it has taken once its base URL is set, so it is given a free one. */
async function start(options: Omit<PeerOptions, 'accounts'>): Promise<{ emulator: ThirdParty; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    try {
      return { emulator: await createEmulator({ ...options, port }), port };
    } catch (error) {
      // Somebody else took it in between.
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || attempt === 10) throw error;
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

const KEPT_HEADERS = ['content-type', 'location', 'link'];

async function toReply(response: Response): Promise<Reply> {
  const text = await response.text();
  const headers = Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => {
      const value = response.headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
  const parsed = headers['content-type']?.includes('json') ? parseJson(text) : undefined;
  if (parsed !== undefined)
    return json(response.status, parsed, { ...headers, 'content-type': 'application/json; charset=utf-8' });
  return { status: response.status, headers, body: text === '' ? undefined : text };
}
