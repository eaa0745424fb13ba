// Which problem a saved reply shows: one for each status that the contract names for the operation.
import type { Operation } from '../operations.ts';

/** By the operation, where its own state decides; then by what a path or a body names; then by the status alone. */
const BY_OPERATION: Record<string, string> = {
  '404 actions.preview': 'action_not_found',
  '404 actions.execute': 'preview_not_found',
  '404 audit.list': 'workspace_not_found',
  '404 audit.export': 'workspace_not_found',
  '404 chat.stream': 'chat_session_not_found',
  '404 chat.send': 'chat_session_not_found',
  '404 connections.create': 'unknown_provider',
  '409 actions.preview': 'preview_executed',
  '409 actions.execute': 'preview_changed',
  '409 previews.discard': 'preview_executed',
  '409 executions.undo': 'not_undoable',
  '409 connections.create': 'provider_not_configured',
  '409 apiKeys.revoke': 'last_admin_key',
  '409 apiKeys.rotate': 'api_key_expired',
  '409 webhooks.endpoints.ping': 'endpoint_disabled',
  '409 webhooks.deliveries.retry': 'delivery_pending',
  '410 actions.execute': 'preview_expired',
  '422 actions.preview': 'invalid_input',
};
const BY_PARAMETER: Record<string, string> = {
  actionId: 'action_not_found',
  previewId: 'preview_not_found',
  executionId: 'execution_not_found',
  sessionId: 'chat_session_not_found',
  provider: 'unknown_provider',
  connectionId: 'connection_not_found',
  apiKeyId: 'api_key_not_found',
  deliveryId: 'delivery_not_found',
  endpointId: 'endpoint_not_found',
};
const BY_STATUS: Record<string, string> = { 422: 'invalid_request', 503: 'not_ready' };

/** The codes of the problems that the operation's saved replies show. */
export function problemsOf({ id, others, parameters, security }: Operation): string[] {
  const named = others
    .map(({ status }) => status)
    .filter((status) => status !== 'default' && !status.startsWith('2'))
    .map((status) => {
      const last = parameters.filter((parameter) => parameter.in === 'path').at(-1)?.name ?? '';
      const code = BY_OPERATION[`${status} ${id}`] ?? (status === '404' ? BY_PARAMETER[last] : BY_STATUS[status]);
      if (!code) throw new Error(`postman: say which problem is the ${status} of ${id} in postman/problems.ts`);
      return code;
    });
  return security.length > 0 ? ['unauthenticated', ...named] : named;
}
