// From `git clone` to the first executed webhook on a machine that knows nothing of Relay, then Ctrl-C and a second start:
// node_modules/.bin/node scripts/measure-first-run.ts [repository]
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  environment,
  freePort,
  inWorkshop,
  nothingRunsIn,
  type Started,
  thisRepository,
  type Workshop,
  waitFor,
} from './workshop.ts';

const FIRST = { limit: 180, goal: 90 };
const SECOND = { limit: 5 };
const LAST_LINE_OF_BANNER = 'Ctrl-C stops it';

interface Execution {
  id: string;
  status: string;
}

await inWorkshop('first-run', async (workshop) => {
  const { directory, clone, run } = workshop;
  const home = join(directory, 'home');
  mkdirSync(home);
  const port = await freePort();
  const env = environment({ HOME: home, PORT: String(port) });
  const start = () => workshop.start('npx', ['-y', 'pnpm@12', 'start'], { cwd: clone, env });
  const get = async <T>(path: string, headers: Record<string, string> = {}): Promise<T[]> => {
    const reply = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
    if (!reply.ok) throw new Error(`GET ${path} answered ${reply.status}: ${await reply.text()}`);
    return ((await reply.json()) as { data: T[] }).data;
  };

  const clock = stopwatch();
  await run('git', ['clone', '--quiet', process.argv[2] ?? thisRepository, clone], { env });
  const cloned = clock();
  const first = start();
  await waitFor(first, LAST_LINE_OF_BANNER, 900_000);
  const ready = clock();
  const execution = await pasteCommands(workshop, first.output(), env);
  const executed = clock();
  const [message] = await get<{ verified: boolean }>('/dev/inbox/messages');
  if (!message?.verified) throw new Error(`the inbox shows no verified message: ${JSON.stringify(message)}`);
  console.log(`Clone ${cloned} s, ready ${ready} s, executed and verified in the inbox ${executed} s`);
  await pressControlC(first, workshop);

  const clockAgain = stopwatch();
  const second = start();
  await waitFor(second, LAST_LINE_OF_BANNER, 120_000);
  const readyAgain = clockAgain();
  const { apiKey } = JSON.parse(readFileSync(join(clone, '.relay/credentials.json'), 'utf8'));
  const kept = await get<Execution>('/api/executions', { authorization: `Bearer ${apiKey}` });
  if (!kept.some(({ id }) => id === execution.id)) throw new Error(`the second start does not know ${execution.id}`);
  await pressControlC(second, workshop);

  const verdict = (seconds: number, limit: number) => (seconds <= limit ? 'ok' : '**missed**');
  console.log(`
| what | measured | goal |  |
| --- | --- | --- | --- |
| clone to the first executed webhook, empty caches | ${executed} s | <= ${FIRST.limit} s, better ${FIRST.goal} s | ${verdict(executed, FIRST.limit)} |
| second start to ready, data kept | ${readyAgain} s | <= ${SECOND.limit} s | ${verdict(readyAgain, SECOND.limit)} |`);
});

/** Runs the commands of the banner in a shell, as they stand there; returns the execution. */
async function pasteCommands({ run, directory }: Workshop, banner: string, env: Record<string, string | undefined>) {
  const commands = banner.split('\n').filter((line) => line.startsWith('curl '));
  if (commands.length !== 2) throw new Error(`the banner shows ${commands.length} commands instead of 2:\n${banner}`);
  let reply = '';
  for (const command of commands) reply = await run('bash', ['-c', command], { cwd: directory, env });
  const execution: Execution = JSON.parse(reply);
  if (execution.status !== 'succeeded') throw new Error(`the pasted commands did not succeed: ${reply}`);
  return execution;
}

/** What a terminal does: the signal goes to the whole process group. Throws unless everything then ends in order. */
async function pressControlC({ child, output }: Started, { directory, clone }: Workshop) {
  const clock = stopwatch();
  const before = output().length;
  process.kill(-child.pid!, 'SIGINT');
  const [code, signal] = await once(child, 'exit');
  const promptAt = clock();
  const left = await nothingRunsIn(directory, 20_000);
  if (left.length > 0) throw new Error(`20 s after Ctrl-C there is still:\n${left.join('\n')}`);
  console.log(
    `Ctrl-C: the prompt is back after ${promptAt} s with ${signal ?? code}, everything is gone after ${clock()} s`,
  );
  console.log(output().slice(before).trim().replace(/^/gm, '  '));
  // Postgres removes this file as the last thing of a shutdown in order.
  if (existsSync(join(clone, '.relay/postgres/data/postmaster.pid')))
    throw new Error('Postgres was not stopped in order.');
}

/** Seconds since it was made, with one decimal. */
function stopwatch() {
  const startedAt = performance.now();
  return () => Math.round((performance.now() - startedAt) / 100) / 10;
}
