// One reply of chat, read as it comes.
import {
  AbortError,
  type ChatContact,
  type ChatEvent,
  type ChatResult,
  type Relay,
  StreamedReply,
  type Suggestion,
} from '@relay/sdk-js';
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
  /** Whom names may mean; Relay keeps none of them. */
  contacts: ChatContact[] | undefined;
  signal?: AbortSignal;
}

/** Says something, and reads the reply to its end; `see` is told each event. Leaving early stops the work on it, too. */
export async function readTurn(
  { relay, sessionId, timeZone, contacts, signal }: Asking,
  said: Message,
  see: (event: ChatEvent) => void,
): Promise<Turn> {
  const reply = new StreamedReply();
  let isInterrupted = false;
  const body = {
    ...said,
    ...(sessionId && { sessionId }),
    ...(timeZone && { timeZone }),
    ...(contacts && { contacts }),
  };
  try {
    for await (const event of await relay.chat.stream(body, signal ? { signal } : {})) {
      see(event);
      reply.add(event);
    }
  } catch (error) {
    if (!(error instanceof AbortError)) throw error;
    isInterrupted = true;
  }
  const { suggestions, results, approvalIds } = reply;
  const approvals = new Map<string, Approval>();
  const session = reply.sessionId ?? sessionId;
  if (session !== undefined)
    for (const [previewId, approvalId] of approvalIds) approvals.set(previewId, { sessionId: session, approvalId });
  return { sessionId: session, suggestions, results, approvals, isInterrupted };
}
