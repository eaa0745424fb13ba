import { Chat, useChat } from '@ai-sdk/react';
import { useRef, useState } from 'react';
import { CallError, type Problem } from '../calls/index.ts';
import type { JsonObject } from '../form/field.ts';
import { type RelayMessage, type Turn, turnsOf } from './messages.ts';
import { transport } from './transport.ts';

export interface Conversation {
  id: string;
  turns: Turn[];
  /** A reply is under way. */
  busy: boolean;
  problem: Problem | undefined;
  /** The problem is that of a confirm. */
  ofConfirm: boolean;
  say(text: string): Promise<void>;
  /** Changes a suggestion, or answers what it asks for; `text` is what that looks like in the conversation. */
  change(suggestionId: string, changes: JsonObject, text: string): Promise<void>;
  decide(approvalId: string, approved: boolean): Promise<void>;
  /** Sends once more what got no answer. */
  again(): Promise<void>;
  stop(): void;
  restart(): void;
}

const begin = () => new Chat<RelayMessage>({ id: crypto.randomUUID(), transport });
/** It outlives the page that shows it: whoever looks at the form and comes back finds the conversation. */
let current = begin();

export function useConversation(): Conversation {
  const [chat, setChat] = useState(current);
  const { id, messages, status, error, sendMessage, regenerate, addToolApprovalResponse, stop } = useChat({ chat });
  const last = useRef<{ body?: object; isDecision: boolean }>({ isDecision: false });
  const busy = status === 'submitted' || status === 'streaming';

  async function send(text: string, body?: object): Promise<void> {
    last.current = { isDecision: false, ...(body && { body }) };
    await sendMessage({ text }, { ...(body && { body }) });
  }
  return {
    id,
    turns: turnsOf(messages),
    busy,
    problem: error && problemOf(error),
    ofConfirm: last.current.isDecision,
    say: (text) => send(text),
    change: (suggestionId, changes, text) => send(text, { relay: { edits: { [suggestionId]: changes } } }),
    async decide(approvalId, approved) {
      last.current = { isDecision: true };
      await addToolApprovalResponse({ id: approvalId, approved });
      // Not by `sendAutomaticallyWhen`: of several suggestions, each is sent as soon as it is confirmed.
      await sendMessage();
    },
    async again() {
      const { isDecision, body } = last.current;
      // An approval that arrived before is answered with the same execution.
      await (isDecision ? sendMessage() : regenerate({ ...(body && { body }) }));
    },
    stop: () => void stop(),
    restart() {
      void stop();
      current = begin();
      last.current = { isDecision: false };
      setChat(current);
    },
  };
}

/** What is no answer of the server is a stream that broke off, or the sentence by which Relay ended it. */
const problemOf = (error: Error): Problem =>
  error instanceof CallError ? error.problem : { status: 200, code: 'reply_failed', detail: error.message, errors: [] };
