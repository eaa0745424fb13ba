// How long a send may take in all, on a clock that moves only while something is waited for.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeAction } from '../../../test/actions/fake-action.js';
import { FakeConnections } from '../../../test/actions/fake-connections.js';
import type { EffectClass } from '../../generated/types.js';
import { newMasterKey, parseMasterKeys, Sealer } from '../../platform/crypto/index.js';
import { createLogger } from '../../platform/log.js';
import { createMetrics } from '../../platform/metrics.js';
import type { Outbound, OutboundResult } from '../../platform/outbound/index.js';
import { digestOf } from '../previews/index.js';
import { Catalog } from './actions.catalog.js';
import { Governor } from './actions.governor.js';
import type { StoredPlan } from './actions.schema.js';
import { Sender } from './actions.sender.js';
import { Transmitter } from './actions.transmitter.js';

const DEADLINE_MS = 30_000;
let elapsedMs: number;

beforeEach(() => {
  elapsedMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => elapsedMs);
});
afterEach(() => vi.restoreAllMocks());

const HANGS: OutboundResult = { kind: 'no_reply', code: 'timeout', detail: '', durationMs: 0 };
const answered = (status: number): OutboundResult => ({
  kind: 'answered',
  status,
  headers: {},
  body: new Uint8Array(),
  truncated: false,
  durationMs: 0,
});

/** Sends a plan; each request takes as long as it may and then gives what `reply` says, for a write and for a look. */
async function send(
  effectClass: EffectClass,
  reply: { POST: OutboundResult; GET?: OutboundResult },
  { isInCatalog = true } = {},
) {
  const requests: string[] = [];
  const outbound: Outbound = {
    send: async ({ method }, { withinMs } = {}) => {
      requests.push(method);
      elapsedMs += withinMs!;
      return reply[method as 'POST' | 'GET']!;
    },
    refusal: () => undefined,
  };
  const action = fakeAction(effectClass);
  const facts = { previewId: 'prv_1', now: new Date(0), account: undefined, providerUrls: {} };
  const { request } = await action.plan({ url: 'https://example.com' }, facts, {});
  const agreed = { action: action.id, actionVersion: action.version, effectClass, connectionId: null, request };
  const digest = digestOf({ workspaceId: 'ws_1', ...agreed });
  const plan: StoredPlan = {
    ...agreed,
    previewId: 'prv_1',
    digest,
    accountId: null,
    throttledMs: 0,
    input: null,
    sealed: null,
    webhookSecrets: [],
  };
  const pause = async () => {};
  const log = createLogger('silent');
  const transmitter = new Transmitter({
    outbound,
    connections: new FakeConnections(),
    governor: new Governor(),
    providerUrls: {},
    metrics: createMetrics(),
    log,
  });
  const sender = new Sender({
    catalog: new Catalog(isInCatalog ? [action] : []),
    sealer: new Sealer(parseMasterKeys(newMasterKey('test'))),
    transmitter,
    log,
    deadlineMs: DEADLINE_MS,
    pause,
  });
  const { outcome } = await sender.send('ws_1', plan, { endsAt: DEADLINE_MS, now: () => new Date(0) });
  return { status: outcome.status, code: 'error' in outcome ? outcome.error.code : undefined, requests };
}

describe('a write of the class probe that hangs', () => {
  it('leaves time for a look, which tells what became of it', async () => {
    const sent = await send('probe', { POST: HANGS, GET: answered(200) });
    expect(sent).toMatchObject({ status: 'succeeded', requests: ['POST', 'GET'] });
  });

  it.each<[string, OutboundResult, string, string]>([
    ['that hangs too', HANGS, 'outcome_unknown', 'timeout'],
    ['that finds nothing', answered(404), 'failed', 'not_happened'],
  ])('takes no longer than the deadline with a look %s', async (_, look, status, code) => {
    expect(await send('probe', { POST: HANGS, GET: look })).toEqual({ status, code, requests: ['POST', 'GET'] });
    expect(elapsedMs).toBe(DEADLINE_MS);
  });
});

it.each<EffectClass>(['at-most-once', 'natural', 'provider-key'])(
  '%s may take all of it for the write',
  async (effectClass) => {
    expect(await send(effectClass, { POST: HANGS })).toMatchObject({ status: 'outcome_unknown', requests: ['POST'] });
    expect(elapsedMs).toBe(DEADLINE_MS);
  },
);

it('fails, and sends nothing, when this version has the action no more', async () => {
  const sent = await send('natural', { POST: answered(200) }, { isInCatalog: false });
  expect(sent).toEqual({ status: 'failed', code: 'plan_unreadable', requests: [] });
});
