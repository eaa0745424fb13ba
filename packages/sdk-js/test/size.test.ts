import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

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
