export { Authenticator, authorize } from './api-keys.authenticator.js';
export { Hasher } from './api-keys.hasher.js';
export { insertApiKey, insertSecret } from './api-keys.repository.js';
export { type KeyMode, newKeySecret, parseKey } from './api-keys.secret.js';
export { ApiKeysService } from './api-keys.service.js';
