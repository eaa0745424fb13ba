// For tests: the built program, at a terminal and behind a pipe.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
/** Runs a command at a pseudo-terminal of its own; Python has them without anything to be installed. */
const AT_A_TERMINAL = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])) % 256)';

export interface Surroundings {
  environment?: Record<string, string>;
  directory?: string;
  input?: string;
}

const optionsOf = ({ environment = {}, directory = process.cwd() }: Surroundings) => {
  const { PATH = '', HOME = '' } = process.env;
  return { cwd: directory, env: { PATH, HOME, TERM: 'xterm', TZ: 'Europe/Berlin', ...environment } };
};

/** Behind pipes, where nobody can be asked. */
export async function runRelay(args: string[], surroundings: Surroundings = {}) {
  const child = spawn(process.execPath, [PROGRAM, ...args], optionsOf(surroundings));
  child.stdin.on('error', () => {}).end(surroundings.input ?? '');
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: code as number | null, output, errors };
}

/** Somebody who sits at a terminal, reads, and types. */
export class Person {
  /** All that the terminal was told. */
  output = '';
  readonly exited: Promise<number>;
  private readonly child: ChildProcess;
  private read = 0;
  private look = () => {};

  constructor(args: string[], surroundings: Surroundings = {}) {
    this.child = spawn('python3', ['-c', AT_A_TERMINAL, process.execPath, PROGRAM, ...args], optionsOf(surroundings));
    this.child.stdin!.on('error', () => {});
    this.child.stdout!.setEncoding('utf8').on('data', (more: string) => {
      this.output += more;
      this.look();
    });
    this.exited = once(this.child, 'close').then(([code]) => {
      this.look();
      return code as number;
    });
  }

  /** Waits for a text that comes after the one seen last, and gives all that came until then. */
  async sees(wanted: string): Promise<string> {
    let isOver = false;
    this.exited.then(() => {
      isOver = true;
    });
    while (true) {
      const at = this.output.indexOf(wanted, this.read);
      if (at >= 0) {
        const seen = this.output.slice(this.read, at + wanted.length);
        this.read = at + wanted.length;
        return seen;
      }
      if (isOver) throw new Error(`It ended before it said ${JSON.stringify(wanted)}:\n${this.output}`);
      await Promise.race([
        new Promise<void>((resolve) => {
          this.look = resolve;
        }),
        this.exited,
      ]);
    }
  }

  types(line: string): void {
    this.presses(`${line}\r`);
  }

  presses(keys: string): void {
    this.child.stdin!.write(keys);
  }

  /** Puts an end to what hangs. */
  leave(): void {
    this.child.kill('SIGKILL');
  }
}
