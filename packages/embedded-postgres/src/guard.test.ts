import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startGuarded } from './guard.js';
import { present, temporaryDirectory } from './testing/temporary-directory.js';

// Stands for a Postgres that was too young for the first signal.
const SLOW_TO_HEAR = `
let signals = 0;
process.on('SIGINT', () => ++signals === 2 && process.exit());
setInterval(() => {}, 1_000);
console.error('listening');
require('node:fs').writeFileSync(process.argv[1], '');`;

it('repeats the signal until it is heard', async () => {
  const file = join(await temporaryDirectory(), 'listening');
  const guarded = startGuarded({ prefix: [], identity: {} }, [process.execPath, '-e', SLOW_TO_HEAR, file], {});
  await present(file);
  guarded.letGo();
  expect(await guarded.exited).toBe('listening\n');
  expect(guarded.isRunning()).toBe(false);
});
