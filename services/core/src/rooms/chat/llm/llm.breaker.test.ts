import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { createLogger } from '../../../platform/log.js';
import { createMetrics } from '../../../platform/metrics.js';
import { LlmBreaker } from './llm.breaker.js';
import { LlmFailure } from './llm.failure.js';

function build() {
  const logged: string[] = [];
  const log = createLogger('info', new Writable({ write: (line, _, done) => done(void logged.push(String(line))) }));
  const metrics = createMetrics();
  let now = 0;
  let asked = 0;
  const breaker = new LlmBreaker({ metrics, log, clock: () => now });
  /** A turn whose question ends so; `skipped` where it was not asked. */
  const turn = (end: LlmFailure | 'answer' | Promise<never>) =>
    breaker
      .guard(async () => {
        asked++;
        if (end instanceof LlmFailure) throw end;
        return end;
      })
      .catch((error: LlmFailure) => error.result);
  return {
    turn,
    logged: () => logged.map((line) => (JSON.parse(line) as { msg: string }).msg),
    paused: async () => (await metrics.registry.getSingleMetric('relay_llm_paused')!.get()).values[0]!.value,
    asked: () => asked,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

const late = new LlmFailure('timed_out');
const MINUTE = 60_000;

it('a model that fails three times in a row is left alone for a minute', async () => {
  const { turn, asked, pass, paused, logged } = build();
  expect([await turn(late), await turn(late), await paused()]).toEqual(['timed_out', 'timed_out', 0]);
  expect([await turn(late), await paused()]).toEqual(['timed_out', 1]);
  pass(MINUTE - 1);
  expect([await turn('answer'), asked(), logged()]).toEqual(['skipped', 3, ['the language model is paused']]);
});

it('after it one turn tries the model, and the others do not wait for it', async () => {
  const { turn, asked, pass, paused, logged } = build();
  for (let failure = 1; failure <= 3; failure++) await turn(late);
  pass(MINUTE);
  const probe = Promise.withResolvers<never>();
  const probing = turn(probe.promise);
  expect([await turn('answer'), asked()]).toEqual(['skipped', 4]);
  probe.resolve('answer' as never);
  expect([await probing, await turn('answer'), await paused()]).toEqual(['answer', 'answer', 0]);
  expect(logged()).toEqual(['the language model is paused', 'the language model answers again']);
});

it('a try that fails begins the pause anew', async () => {
  const { turn, pass, paused } = build();
  for (let failure = 1; failure <= 3; failure++) await turn(late);
  pass(MINUTE);
  expect([await turn(late), await turn('answer'), await paused()]).toEqual(['timed_out', 'skipped', 1]);
  pass(MINUTE);
  expect(await turn('answer')).toBe('answer');
});

it('a person who goes away during the try leaves it to the next turn', async () => {
  const { turn, pass } = build();
  for (let failure = 1; failure <= 3; failure++) await turn(late);
  pass(MINUTE);
  expect([await turn(new LlmFailure('cancelled')), await turn('answer')]).toEqual(['cancelled', 'answer']);
});

it('turns that were under way when the pause began make it no longer', async () => {
  const { turn, pass, logged } = build();
  const slow = Promise.withResolvers<never>();
  const waiting = turn(slow.promise);
  for (let failure = 1; failure <= 3; failure++) await turn(late);
  pass(MINUTE - 1);
  slow.reject(late);
  await waiting;
  pass(1);
  expect([await turn('answer'), logged()[0]]).toEqual(['answer', 'the language model is paused']);
});

it.each([
  ['an answer', 'answer' as const],
  ['an answer that cannot be used', new LlmFailure('malformed')],
  ['the refusal of one text', new LlmFailure('refused', 400)],
])('%s in between says that the model is there', async (_, end) => {
  const { turn, paused } = build();
  for (const next of [late, late, end, late, late]) await turn(next);
  expect([await paused(), await turn('answer')]).toEqual([0, 'answer']);
});

it.each([
  ['failed', 503],
  ['rate_limited', 429],
  ['refused', 401],
] as const)('%s with %i counts', async (result, status) => {
  const { turn } = build();
  for (let failure = 1; failure <= 3; failure++) await turn(new LlmFailure(result, status));
  expect(await turn('answer')).toBe('skipped');
});
