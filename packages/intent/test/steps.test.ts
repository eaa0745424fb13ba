import { Session } from 'node:inspector/promises';
import { expect, it } from 'vitest';
import { warmUp } from '../src/classifier/classifier.js';
import { longTexts } from '../src/eval/long-texts.js';
import { MOST_CHARACTERS, understand } from '../src/index.js';
import { context } from './contexts.js';

/** How often any piece of code ran while a text was understood: the same on every machine, however busy it is. */
async function stepsCounter(): Promise<{ of: (text: string) => Promise<number>; stop: () => Promise<void> }> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const take = async () => (await session.post('Profiler.takePreciseCoverage')).result;
  return {
    of: async (text) => {
      await take(); // counts begin anew
      understand(text, context);
      const counts = (await take())
        .filter(({ url }) => /packages\/intent\/src\/|chrono-node/.test(url))
        .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.map(({ count }) => count)));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    stop: async () => {
      await session.post('Profiler.stopPreciseCoverage');
      session.disconnect();
    },
  };
}

it('takes work that grows with the length of a text only, whatever it repeats', async () => {
  warmUp();
  const steps = await stepsCounter();
  const long = longTexts(MOST_CHARACTERS);
  const grown: Array<[text: string, times: number]> = [];
  for (const [index, text] of longTexts(1_000).entries())
    grown.push([text.slice(0, 80), (await steps.of(long[index]!)) / Math.max(5_000, await steps.of(text))]);
  await steps.stop();
  // Eight times the text: a square would be sixty-four times the work.
  expect(grown.filter(([, times]) => times > 16)).toEqual([]);
  expect(Math.max(...grown.map(([, times]) => times))).toBeGreaterThan(4); // and it does count
}, 120_000);
