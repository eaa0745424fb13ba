// What the page asks of its server. The shapes are Relay's own, and only types are imported: no line of the SDK is in the page.
import type {
  Action,
  ChatResult,
  ChatSession,
  ChatSessionWithMessages,
  Connection,
  ConnectionWithUrl,
  Execution,
  Preview,
  Suggestion as SuggestionOfSdk,
} from '@relay/sdk-js';
import type { JsonObject } from '../form/field.ts';
import { call } from './call.ts';

export { CallError, type Problem, problemIn, problemOf } from './call.ts';
export type { Action, ChatResult, ChatSession, ChatSessionWithMessages, Connection, Execution, Preview };
/** Its input came as JSON. */
export type Suggestion = Omit<SuggestionOfSdk, 'input'> & { input: JsonObject };
/** A connection that waits for its owner. */
export type Invitation = ConnectionWithUrl;

export interface Session {
  workspace: string;
  role: string;
  /** Where Relay is. */
  baseUrl: string;
  /** A receiver to try things out with; null where there is none. */
  inbox: string | null;
}
export interface PreviewRequest {
  action: string;
  input: JsonObject;
  /** The account to run it through, for an action that needs one. */
  connectionId?: string;
  /** The id of the preview that this one takes the place of. */
  replaces?: string;
}

export const getSession = () => call<Session>('GET', '/api/session');
export const listActions = () => call<Action[]>('GET', '/api/actions');
export const listConnections = () => call<Connection[]>('GET', '/api/connections');
export const connect = (provider: string) => call<Invitation>('POST', '/api/connections', { provider });
export const makePreview = (request: PreviewRequest) => call<Preview>('POST', '/api/previews', request);
export const getPreview = (id: string) => call<Preview>('GET', `/api/previews/${id}`);
export const discardPreview = (id: string) => call<void>('DELETE', `/api/previews/${id}`);
export const execute = ({ id, digest }: Preview) =>
  call<Execution>('POST', '/api/executions', { previewId: id, digest });
export const listConversations = () => call<ChatSession[]>('GET', '/api/chat/sessions');
export const getConversation = (id: string) => call<ChatSessionWithMessages>('GET', `/api/chat/sessions/${id}`);
export const deleteConversation = (id: string) => call<void>('DELETE', `/api/chat/sessions/${id}`);
export const listExecutions = () => call<Execution[]>('GET', '/api/executions');
export const getExecution = (id: string) => call<Execution>('GET', `/api/executions/${id}`);
