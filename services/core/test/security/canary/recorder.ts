// Calls operations and keeps all that is answered, to be searched later.
import type { ContractOperation, OperationId } from '@relay/testing';
import type { ConnectedWorld } from '../../connecting.js';
import { type Canary, canaryOf } from './forms.js';

/** The operations whose replies show a secret, once or on demand. What else such a reply holds is searched like any other. */
const SHOWING = [
  'apiKeys.create',
  'apiKeys.rotate',
  'webhooks.secret.get',
  'webhooks.secret.rotate',
  'webhooks.endpoints.create',
  'webhooks.endpoints.rotateSecret',
];

/** What only its owner's browser may see: it stands in the link, and on the page on the way to the provider. */
const withoutLinks = (id: string, text: string) =>
  ['connections.create', 'connections.start'].includes(id)
    ? text.replaceAll(/\b(state|nonce|code_challenge)=[\w.-]+/g, '')
    : text;

export interface RawlySent {
  path: Record<string, string>;
  query?: string;
  body?: string;
  headers?: Record<string, string>;
}
export interface Sent {
  key?: string | undefined;
  path?: Record<string, string>;
  query?: Record<string, string>;
  body?: object;
  headers?: Record<string, string>;
}

export interface Recorder {
  world: ConnectedWorld;
  canaries: Map<string, Canary>;
  replies: Array<{ what: string; text: string }>;
  plant(name: string, secret: string): void;
  call(id: string, sent?: Sent): Promise<{ status: number; body: Record<string, string> }>;
  raw(operation: ContractOperation, sent: RawlySent): Promise<void>;
  keep(id: string, reply: { status: number; headers: Headers; text: string }): void;
}

export function createRecorder(world: ConnectedWorld): Recorder {
  const canaries = new Map<string, Canary>();
  const replies: Recorder['replies'] = [];
  const plant = (name: string, secret: string) => void canaries.set(name, canaryOf(name, secret));

  /** Keeps what a reply says; a secret that it may show becomes one to look for in all others. */
  function keep(id: string, { status, headers, text }: { status: number; headers: Headers; text: string }) {
    const shown = SHOWING.includes(id) && status < 300 ? (JSON.parse(text) as { secret: string }).secret : undefined;
    if (shown) plant(`the secret that ${id} showed (${canaries.size})`, shown);
    const rest = withoutLinks(id, shown ? text.replace(`"secret":"${shown}"`, '') : text);
    const told = [...headers].filter(([name]) => !(id === 'connections.start' && name === 'set-cookie'));
    replies.push({ what: `${id} ${status}`, text: `${rest}\n${told.join('\n')}` });
  }

  async function call(id: string, sent: Sent = {}) {
    const key = 'key' in sent ? sent.key : world.keys.admin;
    const reply = await world.call(id as OperationId, { ...sent, key, body: sent.body as never });
    keep(id, reply);
    return reply as { status: number; body: Record<string, string> };
  }

  /** Calls an operation with what no typed client would send. */
  async function raw(
    { id, method, path }: ContractOperation,
    { path: given, query = '', body, headers = {} }: RawlySent,
  ) {
    const { baseUrl, keys } = world;
    const url = baseUrl + path.replace(/\{(\w+)\}/g, (_, name) => given[name]!) + query;
    const reply = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${keys.admin}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body }),
    });
    keep(id, { status: reply.status, headers: reply.headers, text: await reply.text() });
  }

  return { world, canaries, replies, plant, call, raw, keep };
}
