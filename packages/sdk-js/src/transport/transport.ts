import type { RelayError } from '../errors.js';
import type { RequestOptions, Settings } from '../options.js';
import { attempt } from './attempt.js';
import { openStream } from './byte-stream.js';
import { Stream } from './event-stream.js';
import { emit } from './events.js';
import { APIPromise, type CursorPage, PagePromise, type Reply } from './promises.js';
import { type Operation, prepare } from './request.js';
import { planRetries } from './retries.js';
import { timing, withinTime } from './timing.js';

/** Sends operations. The key is behind a private field, so that no inspection or serialisation of a client shows it. */
export class Transport {
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** Sends an operation now, whether or not anybody awaits the promise. */
  request<Data>(operation: Operation, parameters?: object, options?: RequestOptions): APIPromise<Data> {
    return new APIPromise(this.#send<Data>(operation, parameters, options));
  }

  /** The same for an operation that answers `{data, nextCursor}`; further pages are sent when they are asked for. */
  pages<Page extends CursorPage>(
    operation: Operation,
    parameters?: object,
    options?: RequestOptions,
  ): PagePromise<Page> {
    const next = (cursor: string) => this.pages<Page>(operation, { ...parameters, cursor }, options);
    return new PagePromise(this.#send<Page>(operation, parameters, options), next);
  }

  async #send<Data>(operation: Operation, parameters: object = {}, options: RequestOptions = {}): Promise<Reply<Data>> {
    const settings = this.#settings;
    const request = prepare(settings, operation, parameters, options);
    const {
      timeout = settings.timeout,
      totalTimeout = settings.totalTimeout,
      maxRetries = settings.maxRetries,
      signal,
    } = options;
    const { method, url, stream } = request;
    const onlyIfRefused = stream === 'events' && method === 'POST';
    const pauseAfter = planRetries({ timeout, totalTimeout, maxRetries, onlyIfRefused });
    const deadline = timing.now() + totalTimeout;
    let number = 1;
    const onFailure = (error: RelayError) =>
      emit(settings.onEvent, { type: 'error', method, url, attempt: number, error });
    try {
      for (; ; number++) {
        try {
          const milliseconds = Math.min(timeout, deadline - timing.now());
          const { mask, ...reply } = await withinTime(milliseconds, signal, (stop) =>
            attempt<Data>(settings, request, number, stop),
          );
          if (!stream) return reply;
          // What has begun is not sent again: the caller may have used some of it.
          const bytes = openStream(reply.response, { url, timeout, signal, onFailure });
          const data = stream === 'bytes' ? bytes : new Stream(bytes, reply, mask, onFailure);
          return { ...reply, data: data as Data };
        } catch (error) {
          const pause = pauseAfter(error);
          if (pause === undefined) throw error;
          emit(settings.onEvent, { type: 'retry', method, url, attempt: number, error: error as RelayError, pause });
          await timing.sleep(pause, signal);
        }
      }
    } catch (error) {
      onFailure(error as RelayError);
      throw error;
    }
  }
}
