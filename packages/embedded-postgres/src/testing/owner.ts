import { type ChildProcess, type ForkOptions, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export interface Message {
  event: 'ready' | 'refused' | 'drained' | 'stopped';
  url: string;
  pid: number;
  code: string;
  message: string;
}

interface OwnerOptions extends ForkOptions {
  /** The directory of the package; another one than this for installations elsewhere. */
  root?: string;
}

const HERE = fileURLToPath(new URL('../..', import.meta.url));

/** A process of its own that opens an embedded Postgres, so that it can be killed. */
export class Owner {
  readonly pid: number;
  private readonly messages: Message[] = [];
  private readonly child: ChildProcess;
  private hasExited = false;

  constructor(directory: string, { root = HERE, ...options }: OwnerOptions = {}) {
    const execArgv = ['--import', `${root}/src/testing/resolve-typescript.ts`];
    const child = fork(`${root}/src/testing/owner-process.ts`, [directory], { execArgv, cwd: '/', ...options });
    child.on('message', (message) => this.messages.push(message as Message));
    child.once('exit', () => {
      this.hasExited = true;
    });
    this.child = child;
    this.pid = child.pid!;
    onTestFinished(() => this.kill());
  }

  /** Waits for the first message about one of these events. */
  async hear(...events: Message['event'][]): Promise<Message> {
    for (;;) {
      const message = this.messages.find(({ event }) => events.includes(event));
      if (message) return message;
      if (this.hasExited) throw new Error(`The owner ended without telling ${events.join(' or ')}.`);
      await Promise.race([once(this.child, 'message'), once(this.child, 'exit')]);
    }
  }

  async stop() {
    this.child.send('stop');
    await this.hear('stopped');
  }

  async kill() {
    if (this.hasExited) return;
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }
}
