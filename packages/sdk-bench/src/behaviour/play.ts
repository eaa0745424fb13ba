// One go: a server with a script, and a client in a fresh process that does one thing.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Received, Reply } from '@relay/fault-server';
import type { Candidate } from '../candidates.ts';
import type { Installed } from '../install/installed.ts';
import { playScript } from './server.ts';
import type { Action, Outcome, Task } from './task.ts';

const API_KEY = 'test_canary0123456789';

export interface Go {
  outcome: Outcome;
  received: Received[];
  /** Milliseconds between the requests. */
  gaps: number[];
  wasClosed: boolean;
}

export type Play = (candidate: Candidate, replies: Reply[], action: Action) => Promise<Go>;

const performers = {
  javascript: fileURLToPath(new URL('../javascript/perform.ts', import.meta.url)),
  python: fileURLToPath(new URL('../python/perform.py', import.meta.url)),
};

export const playWith =
  (installed: Installed): Play =>
  async (candidate, replies, action) => {
    const script = await playScript(replies);
    try {
      const { folder, program, environment } = installed.of(candidate);
      const task: Task = { client: candidate.id, folder, url: script.url, apiKey: API_KEY, action };
      const outcome = await perform(program, [performers[candidate.language], JSON.stringify(task)], environment);
      const leavesEarly = action.type === 'stream' && action.take !== undefined;
      const gaps = script.times.slice(1).map((time, index) => time - script.times[index]!);
      return { outcome, received: script.received, gaps, wasClosed: leavesEarly && (await script.wasClosed()) };
    } finally {
      await script.stop();
    }
  };

/** The last line of the output is the outcome; a client may have written others. */
async function perform(program: string, args: string[], environment: NodeJS.ProcessEnv): Promise<Outcome> {
  const child = spawn(program, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const late = setTimeout(() => child.kill('SIGKILL'), 60_000);
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  clearTimeout(late);
  const last = output.trim().split('\n').at(-1)!;
  if (!last.startsWith('{')) throw new Error(`${args.join(' ')} ended without an outcome:\n${output}${errors}`);
  return JSON.parse(last) as Outcome;
}
