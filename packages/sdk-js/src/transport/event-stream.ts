import { ConnectionError, RelayError, StreamError } from '../errors.js';
import type { ByteStream, Bytes } from './byte-stream.js';
import { EventParser, type ServerSentEvent } from './event-parser.js';
import { parseJson } from './parse-json.js';
import type { Reply } from './promises.js';

/** The data of a stream's last event. What follows it is not read. */
const lastData = '[DONE]';

/**
 * Events as they come: `for await` walks them, once. Leaving the loop closes the connection, and so does `abort()`.
 *
 * The loop throws a `StreamError` when the stream tells of an error, a `ConnectionError` when it breaks off or ends before its
 * last event, a `TimeoutError` when nothing comes in time, and an `AbortError` as soon as the signal of the call fires. A stream
 * that has begun is never asked for again.
 */
export class Stream<Event> implements AsyncIterable<Event> {
  readonly #reader: ReadableStreamDefaultReader<Bytes>;
  readonly #reply: Reply<unknown>;
  readonly #mask: (text: string) => string;
  readonly #onFailure: (error: RelayError) => void;
  #isRead = false;
  #isAborted = false;

  /** `mask` takes the key out of what a server shows; `onFailure` is told what the loop throws, unless `bytes` have told it. */
  constructor(
    bytes: ByteStream,
    reply: Reply<unknown>,
    mask: (text: string) => string,
    onFailure: (error: RelayError) => void,
  ) {
    this.#reader = bytes.getReader();
    this.#reply = reply;
    this.#mask = mask;
    this.#onFailure = onFailure;
  }

  /** Closes the connection. A loop that is under way ends as if it had been left. */
  abort(): void {
    this.#isAborted = true;
    this.#reader.cancel().catch(() => {});
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Event, void, undefined> {
    if (this.#isRead) throw new RelayError('A stream can be read only once.');
    this.#isRead = true;
    try {
      for await (const event of this.#events()) {
        if (event.data === lastData) return;
        yield this.#dataOf(event) as Awaited<Event>;
      }
      // A 204 has no events, and no last one either.
      if (!this.#isAborted && this.#reply.response.status !== 204)
        throw this.#told(new ConnectionError('The stream ended before its last event.'));
    } finally {
      this.abort();
    }
  }

  async *#events(): AsyncGenerator<ServerSentEvent, void, undefined> {
    const decoder = new TextDecoder();
    const parser = new EventParser();
    while (true) {
      const { done, value } = await this.#reader.read();
      if (done) return;
      for (const event of parser.read(decoder.decode(value, { stream: true }))) {
        if (this.#isAborted) return;
        yield event;
      }
    }
  }

  #dataOf({ name, data: shown }: ServerSentEvent): unknown {
    const data = parseJson(shown);
    const isError = name === 'error' || Object(data).type === 'error';
    if (data !== undefined && !isError) return data;
    const masked = this.#mask(shown);
    throw this.#told(new StreamError(parseJson(masked) ?? masked, this.#reply.requestId, isError));
  }

  #told<Failure extends RelayError>(error: Failure): Failure {
    this.#onFailure(error);
    return error;
  }
}
