import { spawn } from 'node:child_process';
import { environment, type Runner } from './runner.js';

/** Postgres below a guard that stops it in order as soon as this process lets go, on purpose or by dying. */
export interface GuardedPostgres {
  /** Resolves with the last lines of the log when Postgres and all its processes are gone; never rejects. */
  exited: Promise<string>;
  isRunning(): boolean;
  letGo(): void;
}

// The kernel closes our end of fd 3 however we end. SIGINT is Postgres's fast shutdown; a Postgres so young that it has
// no handler yet ignores it, so it is repeated.
const GUARD = `
"$@" </dev/null 3<&- &
postgres=$!
(read -r _ <&3; while kill -INT $postgres; do sleep 1; done) >/dev/null 2>&1 &
wait $postgres
kill $! 2>/dev/null`;

const LOG_LENGTH = 4_000;

export function startGuarded(runner: Runner, command: string[], extraEnvironment: Record<string, string>) {
  const guard = spawn('/bin/sh', ['-c', GUARD, 'sh', ...runner.prefix, ...command], {
    ...runner.identity,
    cwd: '/',
    env: { ...environment, ...extraEnvironment },
    detached: true, // Ctrl-C goes to a whole process group, and Postgres must outlive those who still use it
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const letGo = () => void guard.stdio[3]?.destroy();
  guard.stdio[3]?.on('error', () => {}); // the guard was killed: 'close' tells
  let log = '';
  guard.stderr?.setEncoding('utf8').on('data', (lines: string) => {
    log = (log + lines).slice(-LOG_LENGTH);
  });
  const exited = new Promise<string>((resolve) => {
    guard.once('exit', letGo);
    guard.once('close', () => resolve(log)); // later than 'exit': every process of Postgres holds stderr
    guard.once('error', (error) => resolve(error.message));
  });
  let running = true;
  void exited.then(() => {
    running = false;
  });
  return { exited, letGo, isRunning: () => running } satisfies GuardedPostgres;
}
