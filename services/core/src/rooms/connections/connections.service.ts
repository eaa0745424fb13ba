import type { ConnectionsApi } from '../../generated/api.js';
import { RelayError } from '../../platform/errors.js';

const missing = async () => {
  throw new RelayError('internal', 500, 'This is being built.');
};

export class ConnectionsService implements ConnectionsApi {
  list = missing;
  create = missing;
  get = missing;
  delete = missing;
  start = missing;
  callback = missing;
}
