// What is sealed of a suggestion: all that people have written into it, and what is told about it.
import type { Sealer } from '../../platform/crypto/index.js';
import type { Content, StoredSuggestion, SuggestionRow } from './chat.schema.js';

export function sealedOf(sealer: Sealer, workspaceId: string, suggestion: StoredSuggestion): string {
  const { input, shown, missing, provenance, assumptions, blockedBy, doubted, connection, summary } = suggestion;
  const told = { input, shown, missing, provenance, assumptions, blockedBy, doubted, connection, summary };
  const content: Content = { ...told, said: suggestion.said.map(({ messageId }) => ({ messageId })) };
  return sealer.seal(JSON.stringify(content), placeOf(workspaceId, suggestion.id));
}

/** Without the texts of what was said: those are in their messages. */
export function toStored(sealer: Sealer, workspaceId: string, row: SuggestionRow): StoredSuggestion {
  const content = JSON.parse(sealer.open(row.sealed, placeOf(workspaceId, row.id))) as Content;
  return {
    ...content,
    said: content.said.map(({ messageId }) => ({ messageId, text: '' })),
    id: row.id,
    sessionId: row.session_id,
    messageId: row.message_id,
    engine: row.engine,
    action: row.action,
    status: row.status,
    connectionId: row.connection_id,
    previewId: row.preview_id,
    digest: row.digest,
    executionId: row.execution_id,
    askedAt: row.asked_at,
  };
}

const placeOf = (workspaceId: string, id: string) => ['chat_suggestions', workspaceId, id];
