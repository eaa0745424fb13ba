// For tests: an engine that says what it is told to, and a client that reads streams as the AI SDK does.
import { uiMessageChunkSchema } from 'ai';
import type { ChatEvent } from '../src/generated/types.js';
import type { Engine, EngineContext, EngineSuggestion, Understanding } from '../src/rooms/chat/index.js';

type Said = Understanding | ((text: string, context: EngineContext) => Understanding | Promise<Understanding>);

/** Answers a text as it was told to, whatever sense that makes: what an engine says must not be believed. */
export class ScriptedEngine implements Engine {
  readonly name = 'scripted';
  /** Every text that it was asked about. */
  readonly asked: string[] = [];
  private readonly answers = new Map<string, Said>();
  otherwise: Said = { kind: 'none', reason: 'out_of_scope' };

  on(text: string, said: Said): this {
    this.answers.set(text, said);
    return this;
  }

  /** A message for a webhook to a receiver, at a path of its own: complete as it stands. */
  hookTo(receiver: string, payload: unknown = {}): { url: string; message: string } {
    const url = `${receiver}/${Math.random().toString(36).slice(2)}`;
    const message = `Send a webhook to ${url}`;
    this.on(message, suggests({ action: 'webhook.send', input: { url, payload } }));
    return { url, message };
  }

  understand(text: string, context: EngineContext): Understanding | Promise<Understanding> {
    this.asked.push(text);
    const said = this.answers.get(text) ?? this.otherwise;
    return typeof said === 'function' ? said(text, context) : said;
  }
}

export const suggests = (
  ...suggestions: Array<Pick<EngineSuggestion, 'action' | 'input'> & Partial<EngineSuggestion>>
): Understanding => ({
  kind: 'suggestions',
  suggestions: suggestions.map((suggestion) => ({ missing: [], assumptions: [], ...suggestion })),
});

export interface Streamed {
  status: number;
  headers: Headers;
  text: string;
  events: ChatEvent[];
}

export interface Posting {
  baseUrl: string;
  key: string;
  signal?: AbortSignal;
}

/** Posts a body to `chat.stream` and reads the reply to its end; throws for an event that the AI SDK does not know. */
export async function postChat({ baseUrl, key, signal }: Posting, body: unknown): Promise<Streamed> {
  const response = await fetch(`${baseUrl}/api/chat`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    events: response.ok ? await readEvents(text) : [],
  };
}

/** The events of a stream, each judged by the schema of the AI SDK. */
export async function readEvents(text: string): Promise<ChatEvent[]> {
  const datas = text
    .split('\n\n')
    .filter((block) => block.startsWith('data: '))
    .map((block) => block.slice('data: '.length));
  if (datas.pop() !== '[DONE]') throw new Error(`The stream does not end with [DONE]: ${text.slice(-200)}`);
  const events = datas.map((data) => JSON.parse(data) as ChatEvent);
  for (const event of events) {
    const judged = await uiMessageChunkSchema().validate!(event);
    if (!judged.success) throw new Error(`The AI SDK refuses ${JSON.stringify(event)}: ${judged.error.message}`);
  }
  return events;
}

/** What a reply says, put together. */
export const textOf = (events: ChatEvent[]): string =>
  events.map((event) => (event.type === 'text-delta' ? event.delta : '')).join('');

export const ofType = <Type extends ChatEvent['type']>(events: ChatEvent[], type: Type) =>
  events.filter((event): event is Extract<ChatEvent, { type: Type }> => event.type === type);

/** The body that `useChat` posts with a text. */
export const typed = (id: string, text: string, more: object = {}) => ({
  id,
  messages: [{ id: 'from-the-client', role: 'user', parts: [{ type: 'text', text }] }],
  trigger: 'submit-message',
  ...more,
});

/** The body that it posts when a person has answered approvals. */
export const answered = (
  id: string,
  ...answers: Array<{ approvalId: string; approved: boolean; toolCallId?: string }>
) => ({
  id,
  messages: [
    {
      id: 'from-the-client',
      role: 'assistant',
      parts: answers.map(({ approvalId, approved, toolCallId = 'call' }) => ({
        type: 'dynamic-tool',
        toolName: 'webhook.send',
        toolCallId,
        state: 'approval-responded',
        input: {},
        approval: { id: approvalId, approved },
      })),
    },
  ],
  trigger: 'submit-message',
});
