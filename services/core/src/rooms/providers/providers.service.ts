import type { ProvidersApi } from '../../generated/api.js';
import { RelayError } from '../../platform/errors.js';

const missing = async () => {
  throw new RelayError('internal', 500, 'This is being built.');
};

export class ProvidersService implements ProvidersApi {
  list = missing;
  get = missing;
  configure = missing;
  check = missing;
}
