// pnpm test:runtimes: the table and a smoke of the built package, in each runtime that npm has.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { arch } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { FaultServer } from '@relay/fault-server';
import { build } from 'esbuild';
import type { Findings } from './checks.ts';

const directory = fileURLToPath(new URL('.', import.meta.url));
const bin = join(directory, 'node_modules/.bin');
const nodes = Object.fromEntries(
  [20, 22, 24].map((version) => [version, join(directory, `node_modules/node-${version}-linux-${arch()}/bin/node`)]),
);

/** How each runtime is asked; the last argument will be the fault server's URL. */
const commands: Record<string, string[]> = {
  'Node 20': [nodes[20]!, 'dist/main.js'],
  'Node 22': [nodes[22]!, 'dist/main.js'],
  'Node 24': [nodes[24]!, 'dist/main.js'],
  Bun: [join(bin, 'bun'), 'dist/main.js'],
  Deno: [join(bin, 'deno'), 'run', '--allow-net', '--allow-env', 'dist/main.js'],
};

execFileSync('pnpm', ['install', '--frozen-lockfile'], { cwd: directory, stdio: 'inherit' });
await bundle();
const server = await FaultServer.start();
let isAllWell = true;
for (const [name, [file, ...values]] of Object.entries(commands))
  report(name, await run(file!, [...values, server.url]).then((printed) => JSON.parse(printed)));
report('workerd', await askWorker());
for (const version of [20, 22, 24]) await run(nodes[version]!, ['require.cjs']);
console.log('Node 20, 22, 24: the package can be required');
await server.stop();
process.exitCode = isAllWell ? 0 : 1;

/** The checks bring the client's source, whose clock they replace. The built package is found by the runtime itself. */
async function bundle(): Promise<void> {
  const common = { absWorkingDir: directory, bundle: true, format: 'esm', target: 'es2022', outdir: 'dist' } as const;
  await build({ ...common, entryPoints: ['main.ts'], platform: 'neutral', external: ['@relay/sdk-js'] });
  await build({ ...common, entryPoints: ['worker.ts'], platform: 'neutral', conditions: ['workerd'] });
}

async function run(file: string, values: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(file, values, { cwd: directory, maxBuffer: 2 ** 24 });
  return stdout;
}

async function askWorker(): Promise<Findings> {
  const values = ['serve', 'worker.capnp', '--control-fd=3'];
  const worker = spawn(join(bin, 'workerd'), values, {
    cwd: directory,
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  });
  try {
    const port = await new Promise<number>((resolve, reject) => {
      worker.once('exit', (code) => reject(new Error(`workerd ended with ${code}.`)));
      worker.stdio[3]!.once('data', (line: Buffer) => resolve(JSON.parse(line.toString()).port));
    });
    const reply = await fetch(`http://127.0.0.1:${port}/?server=${encodeURIComponent(server.url)}`);
    return (await reply.json()) as Findings;
  } finally {
    worker.kill();
  }
}

function report(runtime: string, { table, smoke }: Findings): void {
  const cases = Object.entries(table);
  const failed = cases.filter(([, differences]) => differences.length > 0);
  console.log(
    `${runtime}: ${cases.length - failed.length} of ${cases.length} cases; ${smoke.length ? smoke : 'smoke ok'}`,
  );
  for (const [name, differences] of failed) console.log(`  ${name}\n    ${differences.join('\n    ')}`);
  if (failed.length > 0 || smoke.length > 0) isAllWell = false;
}
