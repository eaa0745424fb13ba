// Every failure of a provider has one of the taxonomy's kinds, whichever provider it is.
import type { Effect, JournalEntry } from '@relay/emulators';
import { expect } from 'vitest';
import type { JsonObject } from '../../../src/providers/index.js';
import type { Fixture } from '../fixtures.js';
import type { Kit, Subject } from '../kit.js';
import { type Check, isRead, isWrite, readOf, writeOf } from './check.js';

interface Failure {
  /** What the emulator does, as often as it is asked. */
  effect: Effect;
  /** Of the execution of a write, and of the problem of a read. */
  codes: string[];
  /** Of the problem. */
  status: number;
}

const status = (code: number, body?: unknown): Effect => ({
  kind: 'status',
  status: code,
  ...(body !== undefined && { body }),
});

/** More often than Relay asks again. */
const OFTEN = 20;
/** By the names that a fixture's `otherwise` uses. */
const FAILURES: Record<string, Failure> = {
  // A provider that refreshes gives a new token, which is refused as well; where there is none to be had, the connection has expired.
  auth: { effect: { kind: 'unauthorized' }, codes: ['provider_auth', 'connection_expired'], status: 409 },
  permission: { effect: status(403), codes: ['provider_permission'], status: 409 },
  'not found': { effect: status(404), codes: ['provider_not_found'], status: 422 },
  gone: { effect: status(410, {}), codes: ['provider_not_found'], status: 422 },
  invalid: { effect: status(400, {}), codes: ['provider_invalid'], status: 422 },
  unprocessable: { effect: status(422, {}), codes: ['provider_invalid'], status: 422 },
  conflict: { effect: status(409, {}), codes: ['provider_conflict'], status: 409 },
  'rate limited': { effect: { kind: 'rate_limited', retryAfterSeconds: 60 }, codes: ['rate_limited'], status: 429 },
  'out of quota': { effect: { kind: 'quota', retryAfterSeconds: 60 }, codes: ['rate_limited'], status: 429 },
  'provider down': { effect: status(500), codes: ['provider_unavailable'], status: 502 },
  unknown: { effect: status(418, {}), codes: ['provider_error'], status: 502 },
  'a redirect': { effect: status(302, {}), codes: ['provider_error', 'provider_not_found'], status: 502 },
};

export const tellsItsFailures: Check = {
  title: 'tells each failure of the provider by its kind, for a person and for a developer',
  appliesTo: isWrite,
  async run(kit, subject) {
    const { action, fixture } = writeOf(subject);
    for (const [name, { effect, codes }] of Object.entries(FAILURES)) {
      const own = await kit.another(); // a limit, or a token that was refused, outlasts the request
      await own.age();
      const input = await own.input(fixture);
      const { body: preview } = await own.preview(action.id, input);
      own.breakAt(preview.request, { ...effect, times: OFTEN });
      const { status: answered, body: execution, text } = await own.confirm(preview);
      own.emulator.faults.clear();
      const expected = fixture.otherwise?.[name];
      expect(answered, `${name}: ${text}`).toBe(200);
      if (expected?.code === null) {
        expect(execution.status, `${name}, ${expected.because}: ${text}`).toBe('succeeded');
        continue;
      }
      expect([execution.status, execution.output], `${name}: ${text}`).toEqual(['failed', null]);
      expect(expected ? [expected.code] : codes, `${name}: ${text}`).toContain(execution.error!.code);
      judgeWords(name, kit, execution.error!);
      expect(await fixture.effects(own, input), `effects after ${name}`).toBe(0);
    }
  },
};

export const waitsForAShortLimit: Check = {
  title: 'is sent again after a limit that is short, and is then done once',
  appliesTo: isWrite,
  async run(kit, subject) {
    const { action, fixture } = writeOf(subject);
    const input = await kit.input(fixture);
    const { body: preview } = await kit.preview(action.id, input);
    kit.breakAt(preview.request, { kind: 'rate_limited', retryAfterSeconds: 0 });
    const { body: execution, text } = await kit.confirm(preview);
    expect([execution.status, execution.attempts], text).toEqual(['succeeded', 2]);
    expect(await fixture.effects(kit, input), 'effects').toBe(1);
  },
};

export const tellsTheFailuresOfItsLook: Check = {
  title: 'tells each failure of the provider as a problem',
  appliesTo: isRead,
  async run(kit, subject) {
    const { action, fixture } = readOf(subject);
    for (const [name, failure] of Object.entries(FAILURES)) {
      const own = await kit.another();
      await own.age();
      const input = await own.input(fixture);
      const look = await firstLook(own, () => own.read(action.id, input));
      own.breakAt(look!, { ...failure.effect, times: OFTEN });
      judgeProblem(name, failure, await own.read(action.id, input));
      own.emulator.faults.clear();
    }
  },
};

export const tellsTheFailuresOfItsPreview: Check = {
  title: 'tells a failure of the provider while it is previewed as a problem, where a preview asks the provider',
  appliesTo: isWrite,
  async run(kit, subject) {
    const { action, fixture } = writeOf(subject);
    const asking = await inputThatAsks(kit, subject, fixture);
    if (!asking) return;
    for (const name of ['permission', 'rate limited', 'provider down']) {
      const own = await kit.another();
      own.breakAt(asking.look, { ...FAILURES[name]!.effect, times: OFTEN });
      judgeProblem(name, FAILURES[name]!, await own.preview(action.id, asking.input));
      own.emulator.faults.clear();
    }
  },
};

/** The first GET of a call; undefined if it makes none. */
async function firstLook(kit: Kit, call: () => Promise<unknown>): Promise<JournalEntry | undefined> {
  const before = kit.emulator.calls.api('GET').length;
  await call();
  return kit.emulator.calls.api('GET')[before];
}

async function inputThatAsks(kit: Kit, { action }: Subject, fixture: Fixture) {
  for (const name of Object.keys(fixture.inputs)) {
    const input: JsonObject = await kit.input(fixture, name);
    const look = await firstLook(kit, () => kit.preview(action.id, input));
    if (look) return { input, look };
  }
  return undefined;
}

function judgeProblem(
  name: string,
  { codes, status: expected }: Failure,
  reply: { status: number; headers: Headers; text: string; body: object },
): void {
  const { code, detail } = reply.body as { code?: string; detail?: string };
  expect(codes, `${name}: ${reply.text}`).toContain(code);
  if (code !== 'provider_not_found' || name !== 'a redirect')
    expect(reply.status, `${name}: ${reply.text}`).toBe(expected);
  expect(detail, `${name}: ${reply.text}`).toMatch(/^[A-Z“].{20,}\.$/s);
  if (expected === 429) expect(Number(reply.headers.get('retry-after')), 'Retry-After').toBeGreaterThan(0);
}

/** A sentence for a person, and what a developer looks for. */
function judgeWords(
  name: string,
  { workbench }: Kit,
  error: { code: string; detail: string; retryable: boolean; retryAfterMs?: number; providerStatus?: number },
): void {
  const told = `${name}: ${JSON.stringify(error)}`;
  expect(error.detail, told).toMatch(/^[A-Z“].{20,}\.$/s);
  expect(error.retryable, told).toBe(['rate_limited', 'provider_unavailable'].includes(error.code));
  if (name === 'rate limited') expect(error.retryAfterMs, told).toBeGreaterThan(50_000);
  if (error.code.startsWith('connection_')) return;
  expect(error.detail, `${told} names ${workbench.providerName}`).toContain(workbench.providerName);
  expect(error.providerStatus, told).toBeGreaterThanOrEqual(300);
}
