// A client as the SDKs are: it sends the same Idempotency-Key again until it knows. Every answer is counted.
import { setTimeout as pause } from 'node:timers/promises';
import { type Call, type CallOptions, createClient, type OperationId } from '@relay/testing';
import type { Chance } from './chance.js';
import { eventually } from './eventually.js';

/** A call that nobody has answered for so long is a failure of the test, in milliseconds. */
const PATIENCE_MS = 90_000;
/** One attempt: longer than core may take to find out that its database is away. */
const ATTEMPT_MS = 20_000;

export interface PatientClient {
  call: Call;
  /** How often each answer came: `200`, `503 database_unavailable`, `no answer`. */
  answers: Map<string, number>;
  /** Cores that are asked; a balancer takes those out that are not ready. */
  urls: string[];
}

/** Calls one of `urls`, another one after a failure. */
export function patientClient(urls: string[], chance: Chance): PatientClient {
  const answers = new Map<string, number>();
  let calls = 0;
  const attempt = async <Id extends OperationId>(url: string, id: Id, options?: CallOptions<Id>) => {
    const late = pause(ATTEMPT_MS, 'late' as const, { ref: false });
    const reply = await Promise.race([createClient(url)(id, options), late]).catch(() => undefined);
    const name = reply === undefined ? 'no answer' : reply === 'late' ? 'late' : nameOf(reply);
    answers.set(name, (answers.get(name) ?? 0) + 1);
    return typeof reply === 'object' ? reply : undefined;
  };
  const client: PatientClient = {
    urls,
    answers,
    call: async (id, options) => {
      const call = ++calls;
      const endsAt = performance.now() + PATIENCE_MS;
      for (let number = 0; ; number++) {
        const { urls } = client;
        const url = urls[(Math.floor(chance('core', call) * urls.length) + number) % urls.length]!;
        const reply = await attempt(url, id, options);
        if (reply && !isPassing(reply)) return reply;
        // Instead of a thousand attempts in vain, which would slow down the start that they wait for.
        if (!reply || codeOf(reply) === 'not_ready') await Promise.any(client.urls.map(serving)).catch(() => {});
        if (performance.now() > endsAt) throw new Error(`${id} was not answered in ${PATIENCE_MS} ms`);
        await pause((0.5 + chance('pause', call, number)) * Math.min(400, 50 * 2 ** number));
      }
    },
  };
  return client;
}

/** Resolves when a core that has started is there; all who wait share one look. */
const looks = new Map<string, Promise<unknown>>();
function serving(url: string): Promise<unknown> {
  const look = looks.get(url) ?? eventually(`${url} serves`, () => serves(url)).finally(() => looks.delete(url));
  looks.set(url, look);
  return look;
}

const serves = async (url: string): Promise<boolean> => (await createClient(url)('system.health')).status === 200;

type Heard = { status: number; body: unknown };
const codeOf = ({ body }: Heard) => (body as { code?: string } | undefined)?.code;
const nameOf = (reply: Heard) => (reply.status < 300 ? '2xx' : `${reply.status} ${codeOf(reply)}`);
const isPassing = (reply: Heard) =>
  reply.status === 429 || reply.status >= 500 || codeOf(reply) === 'idempotency_in_flight';
