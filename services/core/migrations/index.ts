import type { Knex } from 'knex';
import * as workspaces from './0001-workspaces.js';
import * as apiKeys from './0002-api-keys.js';
import * as webhookSecrets from './0003-webhook-secrets.js';
import * as previewsAndExecutions from './0004-previews-and-executions.js';
import * as auditEvents from './0005-audit-events.js';
import * as auditChain from './0006-audit-chain.js';
import * as webhookEndpoints from './0007-webhook-endpoints.js';
import * as idempotency from './0008-idempotency.js';
import * as retention from './0009-retention.js';
import * as connections from './0010-connections.js';
import * as chat from './0011-chat.js';

/** In the order in which they run. A migration that was released is never changed. */
export const migrations: Record<string, Knex.Migration> = {
  '0001-workspaces': workspaces,
  '0002-api-keys': apiKeys,
  '0003-webhook-secrets': webhookSecrets,
  '0004-previews-and-executions': previewsAndExecutions,
  '0005-audit-events': auditEvents,
  '0006-audit-chain': auditChain,
  '0007-webhook-endpoints': webhookEndpoints,
  '0008-idempotency': idempotency,
  '0009-retention': retention,
  '0010-connections': connections,
  '0011-chat': chat,
};
