// The AI SDK is large: who has no model, or asks nothing, does not pay for it.
import { expect, it, vi } from 'vitest';
import { startFakeModel } from '../../../../test/llm.js';
import { createLogger } from '../../../platform/log.js';
import { createMetrics } from '../../../platform/metrics.js';
import { createOutbound } from '../../../platform/outbound/index.js';
import { catalog } from '../../../providers/index.js';
import { embeddedEngine, LlmEngine } from '../index.js';

const loaded = vi.hoisted((): string[] => []);
vi.mock('ai', (original) => {
  loaded.push('ai');
  return original();
});
vi.mock('@ai-sdk/anthropic', (original) => {
  loaded.push('@ai-sdk/anthropic');
  return original();
});
vi.mock('@ai-sdk/openai-compatible', (original) => {
  loaded.push('@ai-sdk/openai-compatible');
  return original();
});

const model = await startFakeModel();

it('the SDK is loaded with the first question, and only the half that is needed', async () => {
  const outbound = createOutbound({ allow: ['127.0.0.0/8'], refused: [] });
  const deps = { outbound, embedded: embeddedEngine, metrics: createMetrics(), log: createLogger('silent') };
  const engine = new LlmEngine({ ...deps, config: model.config('openai') });
  expect(loaded).toEqual([]);
  model.on('Guten Tag', { content: 'Hello' });
  const context = { now: new Date(), timeZone: 'UTC', contacts: [], connected: [], actions: catalog };
  await engine.understand('Guten Tag', { ...context, signal: new AbortController().signal });
  expect(loaded.sort()).toEqual(['@ai-sdk/openai-compatible', 'ai']);
});
