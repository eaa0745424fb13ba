// How large a production install of core is, and whether it works without the rest of the repository:
// node_modules/.bin/node scripts/measure-install.ts [repository]
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { environment, freePort, inWorkshop, thisRepository, type Workshop, waitForReply } from './workshop.ts';

await inWorkshop('install', async (workshop) => {
  const { directory, clone, run } = workshop;
  const installed = join(directory, 'core');
  const pnpm = (...args: string[]) => run('npx', ['-y', 'pnpm@12', ...args], { cwd: clone });
  await run('git', ['clone', '--quiet', process.argv[2] ?? thisRepository, clone]);
  await pnpm('install', '--frozen-lockfile');
  await pnpm('exec', 'turbo', 'run', 'build', '--filter=@relay/core', '--output-logs=errors-only');
  await pnpm('--filter', '@relay/core', 'deploy', '--prod', installed);

  const packages = packagesIn(join(installed, 'node_modules/.pnpm')).sort((a, b) => b.bytes - a.bytes);
  const own = sizeOf(installed, ['node_modules']);
  const all = packages.reduce((sum, { bytes }) => sum + bytes, own);
  const rows = packages.slice(0, 10).map(({ name, bytes }) => `| ${name} | ${inMegabytes(bytes)} |`);
  console.log(`
A production install of core: ${packages.length} packages, ${inMegabytes(all)}, of which core itself ${inMegabytes(own)}.

| the heaviest | |
| --- | --- |
${rows.join('\n')}
`);
  await tryOut(workshop, installed);
  console.log(
    'It migrates, makes a workspace and a key, starts in production, executes a webhook, and stops in order.',
  );
});

/** Every directory of pnpm's virtual store, as name@version. */
function packagesIn(store: string) {
  return readdirSync(store, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
    .map(({ name }) => ({ name: name.split('_')[0]!.replace('+', '/'), bytes: sizeOf(join(store, name)) }));
}

/** Bytes of the files below a directory, without what it links to. */
function sizeOf(directory: string, except: string[] = []): number {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => !except.includes(entry.name))
    .map((entry) => {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) return sizeOf(path);
      return entry.isFile() ? statSync(path).size : 0;
    })
    .reduce((sum, bytes) => sum + bytes, 0);
}

function inMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** What an operator does first, with the install alone; only the Postgres is lent by the clone. */
async function tryOut({ clone, directory, run, start }: Workshop, installed: string): Promise<void> {
  const { openEmbeddedPostgres } = await import(join(clone, 'packages/embedded-postgres/dist/index.js'));
  const postgres = await openEmbeddedPostgres(join(directory, 'postgres'));
  const receiver = createServer((request, response) => void request.resume().once('end', () => response.end('{}')));
  await once(receiver.listen(0, '127.0.0.1'), 'listening');
  const receiverAt = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const options = {
    cwd: installed,
    env: environment({
      NODE_ENV: 'production',
      DATABASE_URL: postgres.url,
      RELAY_MASTER_KEYS: `first:${randomBytes(32).toString('base64')}`,
      RELAY_PUBLIC_URL: 'https://relay.example.com',
      RELAY_OUTBOUND_ALLOW: receiverAt,
      PORT: String(port),
    }),
  };
  try {
    const admin = (...args: string[]) => run(process.execPath, ['dist/src/admin.js', ...args], options);
    await admin('migrate');
    const { workspaceId } = JSON.parse(await admin('create-workspace', '--name', 'Trial'));
    const { secret } = JSON.parse(await admin('create-key', '--workspace', workspaceId, '--name', 'Trial'));
    const core = start(process.execPath, ['dist/src/main.js'], options);
    await waitForReply(core, `${baseUrl}/readyz`, 30_000);
    const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
    const post = async (path: string, body: unknown) => {
      const reply = await fetch(baseUrl + path, { method: 'POST', headers, body: JSON.stringify(body) });
      return (await reply.json()) as Record<string, unknown>;
    };
    const input = { url: `http://${receiverAt}/hook`, payload: { hello: 'world' } };
    const { id, digest } = await post('/api/actions/preview', { action: 'webhook.send', input });
    const execution = await post('/api/actions/execute', { previewId: id, digest });
    if (execution.status !== 'succeeded') throw new Error(`The execute did not succeed: ${JSON.stringify(execution)}`);
    core.child.kill('SIGTERM');
    const result = await core.ended;
    if (result !== 0) throw new Error(`core ended with ${result}:\n${core.output()}`);
  } finally {
    receiver.close();
    await postgres.stop();
  }
}
