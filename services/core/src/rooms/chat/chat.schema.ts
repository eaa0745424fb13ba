// Rows, what is sealed in them, and what the contract shows of them.
import type { ChatMessage, ChatSession, Choice, Provenance, Suggestion } from '../../generated/types.js';
import type { ActionDefinition, JsonObject } from '../../providers/index.js';
import { type Missing, propertiesOf } from './chat.checks.js';
import type { Said } from './chat.provenance.js';

export interface SessionRow {
  id: string;
  principal_id: string;
  client_id: string | null;
  sealed_title: string;
  time_zone: string;
  created_at: Date;
  updated_at: Date;
}

export interface MessageRow {
  id: string;
  session_id: string;
  role: ChatMessage['role'];
  status: ChatMessage['status'];
  sealed: string;
  execution_ids: string[];
  created_at: Date;
}

export interface SuggestionRow {
  id: string;
  session_id: string;
  message_id: string;
  engine: string;
  action: string;
  status: Suggestion['status'];
  sealed: string;
  connection_id: string | null;
  preview_id: string | null;
  digest: string | null;
  approval_hash: string | null;
  execution_id: string | null;
  asked_at: Date;
}

/** What is sealed of a suggestion. */
export interface Content {
  input: JsonObject;
  /** The input with its secrets masked, as the preview shows it. */
  shown?: JsonObject | undefined;
  missing: Missing[];
  provenance: Record<string, Provenance>;
  assumptions: string[];
  blockedBy?: string | undefined;
  /** The field that it is about, if it is about one. */
  doubted?: string | undefined;
  connection: Suggestion['connection'];
  /** What the preview says would happen. */
  summary?: string | undefined;
  /** All that a person has written about it, by their messages: the texts go with those. */
  said: Array<Pick<Said, 'messageId'>>;
}

export interface StoredSuggestion extends Content {
  /** With the texts, as far as they are kept. */
  said: Said[];
  id: string;
  sessionId: string;
  messageId: string;
  engine: string;
  action: string;
  status: Suggestion['status'];
  connectionId: string | null;
  previewId: string | null;
  digest: string | null;
  executionId: string | null;
  askedAt: Date;
}

export interface Session {
  id: string;
  timeZone: string;
  title: string;
  createdAt: Date;
  updatedAt: Date;
}

export const toChatSession = ({ id, title, timeZone, createdAt, updatedAt }: Session): ChatSession => ({
  id,
  title,
  timeZone,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

const CONNECTION_SCHEMA = { type: 'string', description: 'The id of a connection.' };

export const toSuggestion = (stored: StoredSuggestion, action: ActionDefinition | undefined): Suggestion => ({
  id: stored.id,
  action: stored.action,
  input: stored.shown ?? stored.input,
  missing: stored.missing.map(({ name, choices }) => ({
    name,
    schema: schemaOf(action, name, choices),
    ...(choices && { choices }),
  })),
  provenance: stored.provenance,
  assumptions: stored.assumptions,
  previewId: stored.previewId,
  connection: stored.connection,
  status: stored.status,
  executionId: stored.executionId,
});

function schemaOf(action: ActionDefinition | undefined, name: string, choices: Choice[] | undefined): JsonObject {
  const schema = name === 'connectionId' ? CONNECTION_SCHEMA : ((action && propertiesOf(action)[name]) ?? {});
  return choices && schema.type === 'string' ? { ...schema, enum: choices.map(({ value }) => value) } : schema;
}

/** The newest message that any of them stands in: ids are in the order of their making. */
export const newestMessageOf = (suggestions: readonly StoredSuggestion[]): string | undefined =>
  suggestions
    .map(({ messageId }) => messageId)
    .toSorted()
    .at(-1);
