// An SDK that cannot be loaded costs no turn, and is tried again with the next question.
import { expect, it, vi } from 'vitest';
import { startFakeModel } from '../../../../test/llm.js';
import { createLogger } from '../../../platform/log.js';
import { createMetrics } from '../../../platform/metrics.js';
import { createOutbound } from '../../../platform/outbound/index.js';
import { catalog } from '../../../providers/index.js';
import { embeddedEngine, LlmEngine } from '../index.js';

const disk = vi.hoisted(() => ({ isBroken: true }));
vi.mock('@ai-sdk/openai-compatible', (original) => {
  if (disk.isBroken) throw new Error('too many open files');
  return original();
});

const model = await startFakeModel();
const TEXT = 'Send an email to bob@example.com saying "Hello"';

it('the embedded engine reads instead, and the model is asked once the SDK is there', async () => {
  const outbound = createOutbound({ allow: ['127.0.0.0/8'], refused: [] });
  const deps = { outbound, embedded: embeddedEngine, metrics: createMetrics(), log: createLogger('silent') };
  const engine = new LlmEngine({ ...deps, config: model.config('openai') });
  const context = { now: new Date(), timeZone: 'UTC', contacts: [], connected: [], actions: catalog };
  const ask = () => engine.understand(TEXT, { ...context, signal: new AbortController().signal });
  expect(await ask()).toMatchObject({
    answeredBy: 'embedded',
    notice: expect.stringContaining('is away'),
    suggestions: [{ input: { to: ['bob@example.com'] } }],
  });
  disk.isBroken = false;
  model.on(TEXT, [{ name: 'google_gmail_send', arguments: { to: ['bob@example.com'], body: 'Hello' } }]);
  expect(await ask()).not.toHaveProperty('notice');
});
