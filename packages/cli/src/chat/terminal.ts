// A person at a terminal: lines that are asked for one by one, and Ctrl-C.
import { createInterface, type Interface } from 'node:readline';
import { type Readable, Writable } from 'node:stream';
import { plainLine } from './plain.js';

export type Output = Writable & { isTTY?: boolean; columns?: number };

export interface Terminal {
  /** Asks for a line; undefined when there is none: Ctrl-C, Ctrl-D, or the end of the input. */
  ask(question: string, options?: { fresh?: boolean }): Promise<string | undefined>;
  /** Whether there will be no line any more. */
  readonly isClosed: boolean;
  /** Runs something that Ctrl-C calls `onInterrupt` for. */
  during<Result>(onInterrupt: () => void, run: () => Promise<Result>): Promise<Result>;
  close(): void;
}

/** The terminal while something is asked, else nothing: what is typed into a reply would stand in the middle of it. */
class Echo extends Writable {
  constructor(
    private readonly output: Output,
    private readonly isAsked: () => boolean,
  ) {
    super();
    output.on('resize', () => this.emit('resize'));
  }

  get columns(): number | undefined {
    return this.output.columns;
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    if (this.isAsked()) this.output.write(chunk);
    done();
  }
}

export class LineTerminal implements Terminal {
  isClosed = false;
  private readonly lines: Interface;
  private readonly typed: string[] = [];
  private waiting: ((line: string | undefined) => void) | undefined;
  private onInterrupt: (() => void) | undefined;

  constructor(
    input: Readable,
    private readonly output: Output,
  ) {
    const echo = new Echo(output, () => this.waiting !== undefined);
    this.lines = createInterface({ input, output: echo, terminal: true, historySize: 100 });
    this.lines.on('line', (line) => {
      if (this.waiting) this.answer(line);
      else this.typed.push(line);
    });
    this.lines.on('close', () => {
      this.isClosed = true;
      this.answer(undefined);
    });
    this.lines.on('SIGINT', () => this.interrupt());
  }

  /** A `fresh` answer is typed after the question was seen: what stood there before does not count. */
  ask(question: string, { fresh = false } = {}): Promise<string | undefined> {
    if (this.isClosed) return Promise.resolve(undefined);
    if (fresh) this.forget();
    const line = this.typed.shift();
    if (line !== undefined) {
      this.output.write(`${question}${plainLine(line)}\n`);
      return Promise.resolve(line);
    }
    return new Promise((resolve) => {
      this.waiting = resolve;
      this.lines.setPrompt(question);
      this.lines.prompt(true);
    });
  }

  async during<Result>(onInterrupt: () => void, run: () => Promise<Result>): Promise<Result> {
    this.onInterrupt = onInterrupt;
    try {
      return await run();
    } finally {
      this.onInterrupt = undefined;
    }
  }

  close(): void {
    this.lines.close();
  }

  private forget(): void {
    this.typed.length = 0;
    if (this.lines.line === '') return;
    this.lines.write(null, { ctrl: true, name: 'e' });
    this.lines.write(null, { ctrl: true, name: 'u' });
  }

  private interrupt(): void {
    if (this.onInterrupt) this.onInterrupt();
    else if (this.waiting) this.skip();
    else this.die();
  }

  /** The question stays without an answer. */
  private skip(): void {
    this.output.write('\n');
    this.answer(undefined);
    this.forget();
  }

  /** Between a reply and a question nothing is under way that Ctrl-C could harm. */
  private die(): void {
    this.close();
    process.kill(process.pid, 'SIGINT');
  }

  private answer(line: string | undefined): void {
    const waiting = this.waiting;
    this.waiting = undefined;
    waiting?.(line);
  }
}
