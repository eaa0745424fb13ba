// For tests: the engine, and a message that it knows.
import { Writable } from 'node:stream';
import type { LlmConfig } from '../../../platform/llm-config.js';
import { createLogger } from '../../../platform/log.js';
import { createMetrics } from '../../../platform/metrics.js';
import { createOutbound } from '../../../platform/outbound/index.js';
import { catalog } from '../../../providers/index.js';
import { embeddedEngine } from '../chat.embedded.js';
import type { EngineContext } from '../chat.engine.js';
import { LlmEngine } from './llm.engine.js';

/** An engine with a log and metrics of its own, in a turn of somebody in Berlin who knows three people. */
export function buildEngine(config: LlmConfig, clock?: () => number) {
  const logged: string[] = [];
  const log = createLogger('trace', new Writable({ write: (line, _, done) => done(void logged.push(String(line))) }));
  const metrics = createMetrics();
  const outbound = createOutbound({ allow: ['127.0.0.0/8'], refused: [] });
  const engine = new LlmEngine({ config, outbound, embedded: embeddedEngine, metrics, log, clock });
  const asked = async (text: string, more: Partial<EngineContext> = {}) =>
    engine.understand(text, { ...contextOfTests(), ...more });
  const count = async (name: string) => (await metrics.registry.getSingleMetric(name)!.get()).values;
  const results = async () =>
    Object.fromEntries((await count('relay_llm_requests_total')).map(({ labels, value }) => [labels.result, value]));
  return { asked, logged, metrics, count, results };
}

const contextOfTests = (): EngineContext => ({
  now: new Date('2026-12-02T09:00:00Z'),
  timeZone: 'Europe/Berlin',
  contacts: [
    { name: 'Grace Hopper', email: 'grace@example.com' },
    { name: 'Ann Lee', email: 'ann.lee@example.com' },
    { name: 'Ann Moor', email: 'ann.moor@example.com' },
  ],
  connected: ['google'],
  actions: catalog,
  signal: new AbortController().signal,
});

export const MAIL = 'Send an email to bob@example.com with subject Lunch saying "See you at noon"';
export const CALL = {
  name: 'google_gmail_send',
  arguments: { to: ['bob@example.com'], subject: 'Lunch', body: 'See you at noon' },
};
export const SUGGESTED = { action: 'google.gmail.send', input: CALL.arguments, missing: [], assumptions: [] };
