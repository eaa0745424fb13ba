import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { type Circumstances, play } from './replies.ts';
import type { Reply } from './table.ts';

/** A request as the server saw it. */
export interface Received {
  method: string;
  /** With the query, without what stands for the case and the run. */
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
  /** The client closed the connection before the reply had ended. */
  closed: boolean;
}

/** One go through a list of replies: which is next, and what was received. */
export class Run {
  readonly received: Received[] = [];
  readonly url: string;
  readonly #replies: Reply[];
  readonly #samples: Circumstances['samples'];
  #wake = Promise.withResolvers<void>();

  constructor(url: string, replies: Reply[], samples: Circumstances['samples']) {
    this.url = url;
    this.#replies = replies;
    this.#samples = samples;
  }

  async answer(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', headers } = request;
    const body = await text(request);
    const received: Received = { method, path, headers, body, closed: false };
    const reply = this.#replies[this.received.length] ?? unexpected;
    this.received.push(received);
    this.#changed();
    // On a connection that was used before, Bun, Deno and others send a request again by themselves when it is reset. Where the
    // server breaks off it does not say so beforehand: Node 20 would take what came for the whole.
    response.shouldKeepAlive = closesItself(reply);
    response.on('close', () => {
      received.closed = !closesItself(reply) && !response.writableFinished;
      this.#changed();
    });
    await play(reply, response, { baseUrl: this.url, samples: this.#samples, requestHeaders: headers });
  }

  /** Resolves when the condition holds; `false` if it does not within so many milliseconds. */
  async waitFor(condition: (received: Received[]) => boolean, milliseconds = 5_000): Promise<boolean> {
    const late = AbortSignal.timeout(milliseconds);
    const isLate = new Promise<void>((resolve) => late.addEventListener('abort', () => resolve()));
    while (!condition(this.received)) {
      if (late.aborted) return false;
      await Promise.race([this.#wake.promise, isLate]);
    }
    return true;
  }

  #changed(): void {
    this.#wake.resolve();
    this.#wake = Promise.withResolvers<void>();
  }
}

function closesItself(reply: Reply): boolean {
  return reply.type === 'reset' || (reply.type === 'chunks' && reply.end === 'drop');
}

/** A request that no script speaks of. No client retries it. */
const unexpected = { type: 'problem', status: 418, code: 'unexpected_request' } as const;
