// pnpm eval:intent FILE [--predictions OUT] [--wrong]: how well the engine understands the rows of a file.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { warmUp } from '../classifier/classifier.js';
import { MOST_CHARACTERS, understand } from '../understand.js';
import { longTexts } from './long-texts.js';
import { latencyOf, measure, timeOf } from './measure.js';
import { readRows } from './rows.js';

const { values, positionals } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  allowPositionals: true,
  options: { predictions: { type: 'string' }, wrong: { type: 'boolean' }, 'time-zone': { type: 'string' } },
});
const [file] = positionals;
if (!file) {
  console.error(
    'Usage: pnpm eval:intent FILE [--predictions OUT] [--wrong] [--time-zone ZONE]\nRELAY_NOW (RFC 3339) fixes the clock.',
  );
  process.exit(2);
}
const now = process.env.RELAY_NOW ? new Date(process.env.RELAY_NOW) : new Date();
if (Number.isNaN(now.getTime())) throw new Error(`RELAY_NOW is not an instant: ${process.env.RELAY_NOW}`);
const context = { now, timeZone: values['time-zone'] ?? 'America/New_York' };

const heapBefore = process.memoryUsage().heapUsed;
const rows = readRows(file);
const begun = performance.now();
warmUp();
understand('Schedule lunch on 5 March at noon', context);
const coldStartMs = Math.round(performance.now() - begun);
const { predictions, report, wrong } = measure(rows, context);
const longTextMs = latencyOf(longTexts(MOST_CHARACTERS).map((text) => timeOf(text, context)));
globalThis.gc?.();
const { heapUsed, rss } = process.memoryUsage();
const megabytes = (bytes: number) => Math.round((bytes / 1024 / 1024) * 10) / 10;
const memoryMb = { process: megabytes(rss), heapGrowth: megabytes(Math.max(0, heapUsed - heapBefore)) };
console.log(JSON.stringify({ ...report, coldStartMs, longTextMs, memoryMb, ...(values.wrong && { wrong }) }, null, 2));
if (values.predictions)
  writeFileSync(values.predictions, `${predictions.map((prediction) => JSON.stringify(prediction)).join('\n')}\n`);
