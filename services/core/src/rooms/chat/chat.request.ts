// From a body to what a person says by it. Of a client's history nothing is read but its last message.
import type { ChatMessageRequest, ChatStreamRequest, UseChatRequest } from '../../generated/types.js';
import type { JsonObject } from '../../providers/index.js';
import { readContacts } from './chat.contacts.js';
import type { Contact } from './chat.engine.js';
import { invalidChat } from './chat.errors.js';

export interface Approval {
  approvalId: string;
  approved: boolean;
}

export interface TurnRequest {
  /** A session's id, or the name that the client has for one. */
  session: { id?: string | undefined; isClients: boolean };
  text: string;
  approvals: Approval[];
  /** By suggestion. */
  edits: Record<string, JsonObject>;
  timeZone: string | undefined;
  /** Whether the reply to the newest text is wanted once more. */
  regenerates: boolean;
  contacts: readonly Contact[];
}

const MOST_CHARACTERS = 8_000;
const MOST_APPROVALS = 10;

export function readRequest(body: ChatStreamRequest): TurnRequest {
  const turn = 'messages' in body ? readUseChat(body) : readMessage(body);
  if (turn.timeZone !== undefined && !isTimeZone(turn.timeZone))
    throw invalidChat('/timeZone', 'This is no IANA name of a time zone.', 'time_zone');
  return turn;
}

function readMessage({ message, sessionId, timeZone, contacts, edits = {} }: ChatMessageRequest): TurnRequest {
  if (message.trim() === '' && Object.keys(edits).length === 0)
    throw invalidChat('/message', 'Say what shall happen.', 'required');
  const session = { id: sessionId, isClients: false };
  const turn = { session, text: message, approvals: [], edits, timeZone, regenerates: false };
  return { ...turn, contacts: readContacts(contacts) };
}

function readUseChat({ id, messages, trigger, timeZone, contacts, relay = {} }: UseChatRequest): TurnRequest {
  const { edits = {}, timeZone: zone = timeZone } = relay;
  const last = messages.at(-1) ?? {};
  const pointer = `/messages/${messages.length - 1}`;
  const text = last.role === 'user' ? textOf(last) : '';
  if (text.length > MOST_CHARACTERS)
    throw invalidChat(pointer, `It has more than ${MOST_CHARACTERS} characters.`, 'max_length');
  const approvals = last.role === 'assistant' ? approvalsOf(last, pointer) : [];
  const session = { id, isClients: true };
  const regenerates = trigger === 'regenerate-message' && text !== '' && Object.keys(edits).length === 0;
  return { session, text, approvals, edits, timeZone: zone, regenerates, contacts: readContacts(contacts) };
}

const objectsIn = (value: unknown): JsonObject[] =>
  Array.isArray(value) ? value.filter((item): item is JsonObject => item !== null && typeof item === 'object') : [];

const textOf = ({ parts }: JsonObject): string =>
  objectsIn(parts)
    .filter(({ type, text }) => type === 'text' && typeof text === 'string')
    .map(({ text }) => text as string)
    .join('\n');

function approvalsOf({ parts }: JsonObject, pointer: string): Approval[] {
  const answered = objectsIn(parts).filter(({ state }) => state === 'approval-responded');
  if (answered.length > MOST_APPROVALS)
    throw invalidChat(pointer, `It answers more than ${MOST_APPROVALS} approvals.`, 'max_items');
  return answered.flatMap(({ approval }) => {
    const { id, approved } = (approval ?? {}) as JsonObject;
    return typeof id === 'string' && typeof approved === 'boolean' ? [{ approvalId: id, approved }] : [];
  });
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return !/^[+-]/.test(name); // an offset is no zone
  } catch {
    return false;
  }
}
