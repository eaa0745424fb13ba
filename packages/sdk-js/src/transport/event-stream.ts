import { ConnectionError, RelayError, StreamError } from '../errors.js';
import type { ByteStream } from './byte-stream.js';
import { EventParser, type ServerSentEvent } from './event-parser.js';
import { parseJson } from './parse-json.js';

/** The data of a stream's last event. What follows it is not read. */
const lastData = '[DONE]';

/** What a stream of events comes from. */
export interface EventSource {
  bytes: ByteStream;
  /** A 204: there are no events, and no last one either. */
  isEmpty: boolean;
  requestId: string | undefined;
  /** Takes the key out of what a server shows. */
  mask: (text: string) => string;
  /** Is told of what the stream throws, but for what its bytes have told already. */
  onFailure: (error: RelayError) => void;
}

/**
 * Events as they come: `for await` walks them, once. Leaving the loop closes the connection, and so does `abort()`.
 *
 * The loop throws a `StreamError` when the stream tells of an error, a `ConnectionError` when it breaks off or ends before its
 * last event, a `TimeoutError` when nothing comes in time, and an `AbortError` as soon as the signal of the call fires. A stream
 * that has begun is never asked for again.
 */
export class Stream<Event> implements AsyncIterable<Event> {
  readonly #source: EventSource;
  readonly #reader: ReadableStreamDefaultReader<ReturnType<TextEncoder['encode']>>;
  #isRead = false;
  #isAborted = false;

  constructor(source: EventSource) {
    this.#source = source;
    this.#reader = source.bytes.getReader();
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
      if (!this.#isAborted && !this.#source.isEmpty)
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
    const { requestId, mask } = this.#source;
    const masked = mask(shown);
    throw this.#told(new StreamError(parseJson(masked) ?? masked, requestId, isError));
  }

  #told<Failure extends RelayError>(error: Failure): Failure {
    this.#source.onFailure(error);
    return error;
  }
}
