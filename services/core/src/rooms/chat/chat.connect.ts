// Where a person connects the account that a suggestion has to run through.
import type { Context } from '../../contract/replies.js';
import type { ConnectionsApi } from '../../generated/api.js';
import { RelayError } from '../../platform/errors.js';

const REOPENED = ['pending', 'expired'];

export class Connector {
  constructor(private readonly deps: { connections: Pick<ConnectionsApi, 'create' | 'list'> }) {}

  /** Makes a connection that waits for its owner, or opens one again; null where the provider is not configured. */
  async urlFor(provider: string, context: Context): Promise<string | null> {
    const { connections } = this.deps;
    try {
      const { data } = await connections.list({ provider, limit: 100 }, context);
      const again = data.find(({ status }) => REOPENED.includes(status));
      const body = { provider, ...(again && { connectionId: again.id }) };
      const { body: connection } = await connections.create({ body }, context);
      return connection.authorizationUrl;
    } catch (error) {
      if (error instanceof RelayError) return null;
      throw error;
    }
  }
}
