import { type RelayError, TimeoutError } from '../errors.js';
import { startTimer, whenAborted } from './timing.js';
import { toConnectionError } from './to-connection-error.js';

// By way of `TextEncoder`, because only newer versions of TypeScript know `Uint8Array<ArrayBuffer>`; and by way of its value,
// because Node's types have no type of that name.
export type Bytes = ReturnType<InstanceType<typeof TextEncoder>['encode']>;

/**
 * `ReadableStream<Uint8Array>`: the bytes of a reply as they come, read from the network when you ask for them. It holds a
 * connection until you have read it to its end, left a `for await` over it, or cancelled it.
 */
export type ByteStream = ReadableStream<Bytes>;

/** How to look after a stream. */
export interface StreamCare {
  url: string;
  /** How long to wait for the next bytes, in milliseconds. Time that the reader takes for itself does not count. */
  timeout: number;
  signal: AbortSignal | undefined;
  /** Is told, once, what the stream throws. */
  onFailure: (error: RelayError) => void;
}

/**
 * The body of a reply whose head is there. It throws a `TimeoutError` when no bytes come in time, a `ConnectionError` when it
 * breaks off, and an `AbortError` as soon as the signal fires; each of them, and cancelling it, closes the connection.
 */
export function openStream(response: Response, { url, timeout, signal, onFailure }: StreamCare): ByteStream {
  // Runtimes cancel the body of a `Response` that is garbage, unless somebody has begun to read it. So this keeps the response,
  // and begins when it is asked to: a stream that is dropped unread gives its connection back.
  let reader: ReadableStreamDefaultReader<Bytes> | undefined;
  const read = () => (reader ??= (response.body ?? new Blob().stream()).getReader());
  let isOver = false;
  let fail: (error: RelayError) => void;
  let forgetSignal: (() => void) | undefined;
  const end = () => {
    isOver = true;
    forgetSignal?.();
  };

  return new ReadableStream(
    {
      start(controller) {
        fail = (error) => {
          if (isOver) return;
          end();
          controller.error(error);
          onFailure(error);
          read()
            .cancel(error)
            .catch(() => {});
        };
        forgetSignal = whenAborted(signal, fail);
      },
      async pull(controller) {
        const late = () => fail(new TimeoutError(`No bytes came within ${timeout} ms.`));
        const stopTimer = startTimer(timeout, undefined, late, fail);
        try {
          const { done, value } = await read().read();
          if (isOver) return;
          if (done) {
            end();
            controller.close();
          } else controller.enqueue(value);
        } catch (cause) {
          fail(toConnectionError(url, cause));
        } finally {
          stopTimer();
        }
      },
      cancel(reason) {
        end();
        return read().cancel(reason);
      },
    },
    // Nothing is read ahead.
    { highWaterMark: 0 },
  );
}
