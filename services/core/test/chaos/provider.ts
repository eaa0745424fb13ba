// The outside world of the crash tests: a provider of bad manners that counts what really happened.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { EffectClass } from '../../src/generated/types.js';
import type { Chance } from './chance.js';

/** What becomes of a request: whether it takes effect, and what the other side hears of it. */
export type Fate =
  | 'take'
  | 'refuse'
  | 'busy'
  | 'drop-taken'
  | 'drop-untaken'
  | 'gateway-taken'
  | 'gateway-untaken'
  | 'hang-taken'
  | 'hang-untaken';

/** All that arrived for one plan. */
export interface Seen {
  arrivals: number;
  /** How often it took effect; the state of a `natural` one is in `bodies`. */
  effects: number;
  /** The ids that were taken: what a receiver deduplicates by. */
  ids: Set<string>;
  bodies: Set<string>;
  /** Looks (probes), and whether the last one was told what it asked for. */
  looks: number;
  wasTold: boolean;
}

export interface Provider {
  url: string;
  /** The URL of a plan; its first arrivals meet the fates that are given, the others what chance gives. */
  urlOf(effectClass: EffectClass, plan: string, fates?: Fate[]): string;
  seen(effectClass: EffectClass, plan: string): Seen;
  /** The ids of Relay's own events that arrived, by the endpoint's path. */
  events: Map<string, Set<string>>;
  /** Requests whose timestamp was more than a minute beside the time that it is. */
  misdated(): number;
  /** How many requests have arrived, and a promise of the moment when there are so many. */
  arrivals(): number;
  arrived(count: number): Promise<void>;
  /** Resolves when something has arrived for this plan. */
  reached(effectClass: EffectClass, plan: string): Promise<void>;
  stop(): Promise<void>;
}

/** Of 100 requests 5 are refused by a 500, 3 lose their reply, 1 has to come again, 1 meets a gateway, and 1 of 200 hangs. */
function fateOf(roll: number): Fate {
  if (roll < 0.05) return 'refuse';
  if (roll < 0.065) return 'drop-taken';
  if (roll < 0.08) return 'drop-untaken';
  if (roll < 0.09) return 'busy';
  if (roll < 0.1) return roll < 0.095 ? 'gateway-taken' : 'gateway-untaken';
  if (roll < 0.1025) return 'hang-taken';
  if (roll < 0.105) return 'hang-untaken';
  return 'take';
}

const STATUS: Partial<Record<Fate, number>> = {
  take: 200,
  refuse: 500,
  busy: 429,
  'gateway-taken': 503,
  'gateway-untaken': 503,
};

export async function startProvider(chance: Chance): Promise<Provider> {
  const plans = new Map<string, Seen>();
  const events = new Map<string, Set<string>>();
  let arrivals = 0;
  let misdated = 0;
  let waiting: Array<() => boolean> = [];

  const seen = (effectClass: string, plan: string): Seen => {
    const name = `${effectClass}/${plan}`;
    const known = plans.get(name);
    if (known) return known;
    const made = {
      arrivals: 0,
      effects: 0,
      ids: new Set<string>(),
      bodies: new Set<string>(),
      looks: 0,
      wasTold: false,
    };
    plans.set(name, made);
    return made;
  };
  const until = (isSo: () => boolean) =>
    new Promise<void>((resolve) => {
      waiting.push(() => {
        if (isSo()) resolve();
        return !isSo();
      });
    });

  const write = async (effectClass: EffectClass, plan: string, given: Fate[], id: string, body: string) => {
    const one = seen(effectClass, plan);
    const roll = chance('write', effectClass, plan, ++one.arrivals);
    const fate = given[one.arrivals - 1] ?? fateOf(roll);
    if (fate === 'take' || fate.endsWith('-taken')) {
      // Only this class promises the receiver's own deduplication; `natural` sets the same state again.
      if (effectClass === 'provider-key' ? !one.ids.has(id) : effectClass !== 'natural' || one.effects === 0)
        one.effects++;
      one.ids.add(id);
      one.bodies.add(body);
    }
    return { fate, latencyMs: roll > 0.97 ? 200 : roll * 10 };
  };

  const look = async (effectClass: EffectClass, plan: string, isUndisturbed: boolean, response: ServerResponse) => {
    const one = seen(effectClass, plan);
    const roll = chance('look', effectClass, plan, ++one.looks);
    const fate = isUndisturbed || roll >= 0.04 ? 'take' : roll < 0.02 ? 'refuse' : 'drop-untaken';
    one.wasTold = false;
    if (fate === 'take') response.once('finish', () => (one.wasTold = true)); // not when core has hung up, or died
    if (fate === 'take' && one.effects === 0) response.writeHead(404).end();
    else await answer(response, fate, 0);
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = await request.toArray().catch(() => []);
    const body = Buffer.concat(chunks).toString();
    const [, first = '', plan = '', third] = request.url!.split('/');
    const id = String(request.headers['webhook-id'] ?? request.headers['x-effect']);
    const { 'webhook-timestamp': timestamp } = request.headers;
    if (timestamp !== undefined && Math.abs(Number(timestamp) - Date.now() / 1_000) > 60) misdated++;
    if (first === 'reads') return void response.end('{}');
    if (first === 'events') {
      if (plan === 'gone') return void response.writeHead(410).end();
      const fate = fateOf(chance('event', id, ++arrivals));
      if (fate === 'take') events.set(request.url!, (events.get(request.url!) ?? new Set()).add(id));
      return answer(response, fate, 0);
    }
    const effectClass = first as EffectClass;
    if (request.method === 'GET') {
      const isUndisturbed = third !== 'effects'; // its fates are given
      return look(effectClass, plan, isUndisturbed, response);
    }
    const given = (third === undefined ? [] : third.split(',')) as Fate[];
    arrivals++;
    const { fate, latencyMs } = await write(effectClass, plan, given, id, body);
    waiting = waiting.filter((stillWaits) => stillWaits());
    await answer(response, fate, latencyMs);
  };

  const server = createServer((request, response) => void serve(request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    urlOf: (effectClass, plan, fates) => [url, effectClass, plan, ...(fates ? [fates.join(',')] : [])].join('/'),
    seen,
    events,
    misdated: () => misdated,
    arrivals: () => arrivals,
    arrived: (count) => (arrivals >= count ? Promise.resolve() : until(() => arrivals >= count)),
    reached: (effectClass, plan) => until(() => seen(effectClass, plan).arrivals > 0),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answer(response: ServerResponse, fate: Fate, latencyMs: number): Promise<void> {
  if (latencyMs > 1) await pause(latencyMs);
  if (fate.startsWith('hang')) return;
  const status = STATUS[fate];
  if (status === undefined) response.socket?.resetAndDestroy();
  else response.writeHead(status, status === 429 ? { 'retry-after': '0' } : {}).end(`{"fate":"${fate}"}`);
}
