// One reply of chat, read as it comes.
import { AbortError, type ChatEvent, type ChatResult, type Relay, type Suggestion } from '@relay/sdk-js';
import type { Approval } from './execute.js';

export interface Message {
  message: string;
  edits?: Record<string, Record<string, unknown>>;
}

/** What a reply came to. */
export interface Turn {
  sessionId: string | undefined;
  suggestions: Suggestion[];
  results: ChatResult[];
  /** What a yes or a no is sent back with, by preview. */
  approvals: Map<string, Approval>;
  isInterrupted: boolean;
}

export interface Asking {
  relay: Relay;
  sessionId: string | undefined;
  timeZone: string | undefined;
  signal?: AbortSignal;
}

/** Says something, and reads the reply to its end; `see` is told each event. Leaving early stops the work on it, too. */
export async function readTurn(
  { relay, sessionId, timeZone, signal }: Asking,
  said: Message,
  see: (event: ChatEvent) => void,
): Promise<Turn> {
  const suggestions = new Map<string, Suggestion>();
  const turn: Turn = { sessionId, suggestions: [], results: [], approvals: new Map(), isInterrupted: false };
  const body = { ...said, ...(sessionId && { sessionId }), ...(timeZone && { timeZone }) };
  try {
    for await (const event of await relay.chat.stream(body, signal ? { signal } : {})) {
      see(event);
      if (event.type === 'data-relay-session') turn.sessionId = event.data.sessionId;
      else if (event.type === 'data-relay-suggestion') suggestions.set(event.id, event.data);
      else if (event.type === 'data-relay-result') turn.results.push(event.data);
      else if (event.type === 'tool-approval-request' && turn.sessionId !== undefined)
        turn.approvals.set(event.toolCallId, { sessionId: turn.sessionId, approvalId: event.approvalId });
    }
  } catch (error) {
    if (!(error instanceof AbortError)) throw error;
    turn.isInterrupted = true;
  }
  turn.suggestions = [...suggestions.values()];
  return turn;
}
