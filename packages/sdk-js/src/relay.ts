import { Executions } from './executions.js';
import { Resources } from './generated/resources.gen.js';
import { type RelayOptions, readSettings } from './options.js';
import { Transport } from './transport/transport.js';

/**
 * A client of the Relay API. It keeps no connection and nothing to close; one is enough for a process.
 *
 * ```ts
 * const relay = new Relay();
 * const preview = await relay.actions.preview({ action: 'webhook.send', input: { url, payload } });
 * const execution = await relay.actions.execute({ previewId: preview.id, digest: preview.digest });
 * ```
 */
export class Relay extends Resources {
  /** What ran, and how it ended; `wait` for one that still runs. */
  override readonly executions = new Executions(this.transport);

  /**
   * @param options The key, where Relay is, and how patient the client is; all of it has a default.
   * @throws {RelayError} There is no API key, or the key or the base URL cannot be used.
   */
  constructor(options: RelayOptions = {}) {
    super(new Transport(readSettings(options)));
  }
}
