export type { AccessToken, ConnectionsForActions, NoToken, UsableConnection } from './connections.for-actions.js';
export { ConnectionsService } from './connections.service.js';
