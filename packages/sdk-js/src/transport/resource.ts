import type { Transport } from './transport.js';

/** What the generated resources share: a way to send that is not a property of theirs. */
export class Resource {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  protected get transport(): Transport {
    return this.#transport;
  }
}
