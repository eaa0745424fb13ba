export { Authorizations } from './connections.authorizations.js';
export { Disconnector } from './connections.disconnect.js';
export type { AccessToken, ConnectionsForActions, NoToken, UsableConnection } from './connections.for-actions.js';
export { purgeAuthorizations } from './connections.purge.js';
export { ConnectionsService } from './connections.service.js';
export { Vault } from './connections.vault.js';
