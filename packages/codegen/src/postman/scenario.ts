// In which order the collection calls what, and what a request hands on to those that follow. Every folder can be run alone.

import type { Json } from '../json.ts';

export interface Step {
  operation: string;
  /** Where the operation's summary would not tell why it is called here. */
  name?: string;
  /** Variables that are set from the reply: by their names, the reply's property. */
  keeps?: Record<string, string>;
  /** In the place of the contract's example. */
  body?: Json;
  /** Problems, by status and code, that it may answer as well, because the workspace lacks something: nothing more is asked then. */
  mayRefuse?: string[];
  /** A setting that a person fills in: without it the request is skipped, because it would take away what others need. */
  skippedWithout?: string;
  /** More that the reply must show: a sentence, and an expression over `reply` that is true. */
  expects?: Record<string, string>;
  /** The list is read again until the delivery that was kept is settled. */
  waits?: boolean;
}

const preview = (name?: string): Step => ({
  operation: 'actions.preview',
  ...(name && { name }),
  keeps: { previewId: 'id', digest: 'digest' },
  expects: { 'is ready': "reply.status === 'ready'" },
});
const execute: Step = {
  operation: 'actions.execute',
  keeps: { executionId: 'id' },
  expects: { succeeded: "reply.status === 'succeeded'" },
};
/** Actions that run through a connection are refused while there is none, or no single one that can. */
export const UNCONNECTED = [
  '409 connection_required',
  '409 connection_not_active',
  '409 connection_ambiguous',
  '409 scope_missing',
];
const read: Step = {
  operation: 'actions.execute',
  name: 'Run a read',
  body: { action: 'google.gmail.list', input: { limit: 5 } },
  mayRefuse: UNCONNECTED,
  expects: { succeeded: "reply.status === 'succeeded'" },
};
const createEndpoint: Step = { operation: 'webhooks.endpoints.create', keeps: { endpointId: 'id' } };
const ping: Step = { operation: 'webhooks.endpoints.ping', keeps: { deliveryId: 'id' } };

/** What the parts of a room are about; the contract describes the rooms. */
export const PARTS: Record<string, string> = {
  'webhooks.secret': 'The secret that signs what `webhook.send` sends.',
  'webhooks.endpoints': "Where Relay's own events go, such as that an execution failed.",
  'webhooks.deliveries': 'What was sent to an endpoint, and how it went. The first two requests make one.',
};

/** The steps of each room, or part of one. */
export const SCENARIO: Record<string, Step[]> = {
  system: [{ operation: 'system.health' }, { operation: 'system.ready' }],
  me: [{ operation: 'me.get' }],
  actions: [{ operation: 'actions.list' }, { operation: 'actions.get' }, preview(), execute, read],
  previews: [
    preview('Preview an action, to read and discard'),
    { operation: 'previews.get' },
    { operation: 'previews.discard' },
  ],
  executions: [
    preview('Preview an action, to execute'),
    execute,
    { operation: 'executions.list' },
    { operation: 'executions.get', expects: { 'is settled': "reply.status !== 'running'" } },
    {
      operation: 'executions.undo',
      mayRefuse: ['409 not_undoable'],
      keeps: { previewId: 'id', digest: 'digest' },
    },
  ],
  chat: [
    {
      operation: 'chat.send',
      body: { message: 'Send a webhook to {{webhookUrl}}', timeZone: 'Europe/Berlin' },
      keeps: { sessionId: 'sessionId', previewId: 'suggestions[0].previewId' },
      expects: { 'suggests what can be confirmed': "reply.suggestions[0].status === 'ready'" },
    },
    { operation: 'previews.get', name: 'Read what would be sent', keeps: { digest: 'digest' } },
    { ...execute, name: 'Confirm it' },
    { operation: 'chat.stream' },
    { operation: 'chat.resume' },
    { operation: 'chat.sessions.list' },
    { operation: 'chat.sessions.get' },
    { operation: 'chat.sessions.delete' },
  ],
  providers: [
    { operation: 'providers.list' },
    { operation: 'providers.get' },
    { operation: 'providers.check' },
    // Without a client of somebody's own in the environment nothing is changed.
    { operation: 'providers.configure', mayRefuse: ['422 invalid_request'] },
    // Nor is a client removed that the workspace has from elsewhere.
    { operation: 'providers.reset', skippedWithout: 'clientId' },
  ],
  connections: [
    {
      operation: 'connections.create',
      keeps: { connectionId: 'id' },
      expects: { 'says where its owner agrees': '/^https?:/.test(reply.authorizationUrl)' },
    },
    { operation: 'connections.list' },
    { operation: 'connections.get' },
    { operation: 'connections.delete', expects: { 'is revoked': "reply.status === 'revoked'" } },
  ],
  apiKeys: [
    { operation: 'apiKeys.create', keeps: { apiKeyId: 'id' } },
    { operation: 'apiKeys.list' },
    { operation: 'apiKeys.rotate' },
    { operation: 'apiKeys.revoke' },
  ],
  audit: [
    { operation: 'audit.list' },
    { operation: 'audit.verify', expects: { 'finds the chain whole': 'reply.valid' } },
    { operation: 'audit.checkpoints' },
    { operation: 'audit.export' },
  ],
  'webhooks.secret': [{ operation: 'webhooks.secret.get' }, { operation: 'webhooks.secret.rotate' }],
  'webhooks.endpoints': [
    createEndpoint,
    { operation: 'webhooks.endpoints.list' },
    { operation: 'webhooks.endpoints.get' },
    { operation: 'webhooks.endpoints.update' },
    { operation: 'webhooks.endpoints.rotateSecret' },
    ping,
    { operation: 'webhooks.endpoints.delete' },
  ],
  'webhooks.deliveries': [
    { ...createEndpoint, name: 'Create an endpoint, to deliver to' },
    { ...ping, name: 'Ping it' },
    { operation: 'webhooks.deliveries.list', waits: true },
    { operation: 'webhooks.deliveries.retry' },
    { operation: 'webhooks.endpoints.delete', name: 'Delete the endpoint' },
  ],
};

/** Refuses a contract with an operation that no step calls, and a step that calls none. */
export function checkScenario(operationIds: string[]): void {
  const called = new Set(Object.values(SCENARIO).flatMap((steps) => steps.map(({ operation }) => operation)));
  for (const id of operationIds)
    if (!called.has(id)) throw new Error(`postman: no step calls ${id}; add one to SCENARIO in postman/scenario.ts`);
  for (const id of called)
    if (!operationIds.includes(id)) throw new Error(`postman: SCENARIO calls ${id}, which the contract does not have`);
}
