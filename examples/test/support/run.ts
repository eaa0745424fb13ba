import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}
export interface RunOptions {
  /** What is typed; then the input ends. */
  input?: string;
  environment?: Record<string, string>;
  directory?: string;
  /** When somebody presses Ctrl-C: the program and all that it has started hear of it. */
  interrupted?: Promise<unknown>;
}

/** Runs a program to its end, with nothing in its environment but PATH and what is given. */
export async function run(program: string, args: string[], options: RunOptions = {}): Promise<Run> {
  const { input = '', environment = {}, directory, interrupted } = options;
  const { PATH = '' } = process.env;
  const child = spawn(program, args, {
    cwd: directory,
    env: { PATH, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: interrupted !== undefined,
  });
  interrupted?.then(() => process.kill(-child.pid!, 'SIGINT'));
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  child.stdin.on('error', () => {}); // it may end without reading what is typed
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  return { code, ...output };
}
