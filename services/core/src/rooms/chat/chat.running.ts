// Replies that are under way in this process. They go on when their reader goes away, for a moment: it may come back.
import { setTimeout as pause } from 'node:timers/promises';
import type { ChatEvent } from '../../generated/types.js';

/** How long a reply that nobody reads goes on before the engine is stopped. What has begun at a provider is never stopped. */
const ABANDONED_MS = 2_000;

export interface Work {
  /** Makes the reply, and never throws. */
  run(emit: (event: ChatEvent) => void, signal: AbortSignal): Promise<void>;
  /** What a reader who comes later is told behind the first event. */
  before(messageId: string): Promise<ChatEvent[]>;
}

class Run {
  readonly events: ChatEvent[] = [];
  readonly stopping = new AbortController();
  isDone = false;
  private readers = 0;
  private more = Promise.withResolvers<void>();

  constructor(readonly work: Work) {}

  push(event: ChatEvent): void {
    this.events.push(event);
    this.wake();
  }

  end(): void {
    this.isDone = true;
    this.wake();
  }

  private wake(): void {
    this.more.resolve();
    this.more = Promise.withResolvers();
  }

  /** Every event from the first one on, until the last one or until the reader goes. */
  async *follow(signal: AbortSignal, abandonedMs: number): AsyncGenerator<ChatEvent> {
    const gone = Promise.withResolvers<void>();
    signal.addEventListener('abort', () => gone.resolve());
    this.readers++;
    try {
      for (let next = 0; !signal.aborted; ) {
        const { more, isDone } = this; // before the events are looked at: none is missed
        while (next < this.events.length && !signal.aborted) yield this.events[next++]!;
        if (isDone) return;
        await Promise.race([more.promise, gone.promise]);
      }
    } finally {
      this.readers--;
      if (this.readers === 0 && !this.isDone) void this.abandon(abandonedMs);
    }
  }

  async *resume(signal: AbortSignal, abandonedMs: number): AsyncGenerator<ChatEvent> {
    for await (const event of this.follow(signal, abandonedMs)) {
      yield event;
      if (event.type === 'start') yield* await this.work.before(event.messageId);
    }
  }

  private async abandon(afterMs: number): Promise<void> {
    if (afterMs > 0) await pause(afterMs, undefined, { ref: false });
    if (this.readers === 0) this.stopping.abort();
  }
}

export class RunningReplies {
  private readonly runs = new Map<string, Run>();
  private readonly works = new Set<Promise<void>>();

  constructor(private readonly abandonedMs = ABANDONED_MS) {}

  /** Begins a reply of a session and reads it. */
  start(key: string, work: Work, signal: AbortSignal): AsyncIterable<ChatEvent> {
    const run = new Run(work);
    this.runs.set(key, run);
    const working = work
      .run((event) => run.push(event), run.stopping.signal)
      .finally(() => {
        run.end();
        if (this.runs.get(key) === run) this.runs.delete(key);
        this.works.delete(working);
      });
    this.works.add(working);
    return run.follow(signal, this.abandonedMs);
  }

  /** The reply of a session that is under way. */
  resume(key: string, signal: AbortSignal): AsyncIterable<ChatEvent> | undefined {
    return this.runs.get(key)?.resume(signal, this.abandonedMs);
  }

  async drained(): Promise<void> {
    while (this.works.size > 0) await Promise.allSettled(this.works);
  }
}
