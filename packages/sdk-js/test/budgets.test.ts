import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

const directory = fileURLToPath(new URL('..', import.meta.url));

/** Bytes of a program that a browser would load, minified and gzipped. */
async function sizeOf(program: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: directory },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
    logLevel: 'error',
  });
  return gzipSync(outputFiles[0]!.contents, { level: 9 }).length;
}

it('one client is 8 kB at the most', async () => {
  const size = await sizeOf(`import Relay from './dist/index.js'; console.log(await new Relay().me.get());`);
  console.log(`client: ${size} bytes`);
  expect(size).toBeLessThanOrEqual(8_000);
});

it('the webhooks entry is 1 kB at the most', async () => {
  const size = await sizeOf(
    `import { verifyWebhook } from './dist/webhooks.js'; console.log(await verifyWebhook('', {}, ''));`,
  );
  console.log(`webhooks: ${size} bytes`);
  expect(size).toBeLessThanOrEqual(1_000);
});

it('what is imported and not used is not there at all', async () => {
  expect(await sizeOf(`import './dist/index.js'; import './dist/webhooks.js';`)).toBeLessThan(50);
});

describe('to import it takes 10 ms at the most', () => {
  /** Milliseconds of the processor, since the machine may be busy, in a fresh process, in which Node itself finds the package. */
  function timeOf(load: string): number {
    const program = `const { createRequire } = process.getBuiltinModule('node:module');
      const require = createRequire(process.cwd() + '/');
      const before = process.cpuUsage();
      ${load};
      const { user, system } = process.cpuUsage(before);
      console.log((user + system) / 1000);`;
    const options = { cwd: directory, encoding: 'utf8' } as const;
    return Number(execFileSync(process.execPath, ['--input-type=module', '-e', program], options));
  }

  const median = (times: number[]) => times.sort((one, other) => one - other)[Math.floor(times.length / 2)]!;

  it.each([
    ['ESM', `await import('@relay/sdk-js')`, `await import('data:text/javascript,')`],
    ['CommonJS', `require('@relay/sdk-js')`, ''],
  ])('%s', (kind, load, loadNothing) => {
    const rounds = Array.from({ length: 9 }, () => ({ something: timeOf(load), nothing: timeOf(loadNothing) }));
    const time = median(rounds.map(({ something }) => something)) - median(rounds.map(({ nothing }) => nothing));
    console.log(`import, ${kind}: ${time.toFixed(1)} ms`);
    expect(time).toBeLessThanOrEqual(10);
  });
});
