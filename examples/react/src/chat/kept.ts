// What Relay keeps of a conversation: its words, and its suggestions as they are now. What reads have found is kept nowhere.
import { type ChatSessionWithMessages, getConversation, type Suggestion } from '../calls/index.ts';
import { placeOf, type RelayMessage, type Statuses } from './messages.ts';

const PLACE = 'relay-example-conversation';

/** The id of the conversation that this tab had; an id says nothing, and opens nothing without the key. */
export const keptId = (): string | undefined => sessionStorage.getItem(PLACE) ?? undefined;
export const keepId = (id: string): void => sessionStorage.setItem(PLACE, id);

/** Undefined where there is none, and where nobody answers: then the page has what it has. */
export const findConversation = (id: string): Promise<ChatSessionWithMessages | undefined> =>
  getConversation(id).catch(() => undefined);

export const statusesOf = ({ messages }: ChatSessionWithMessages): Statuses =>
  Object.fromEntries(
    messages.flatMap((message) => message.suggestions.map(({ id, status }) => [placeOf(message.id, id), status])),
  );

export const messagesOf = ({ messages }: ChatSessionWithMessages): RelayMessage[] =>
  messages.map(({ id, role, text, suggestions }) => ({
    id,
    role: role === 'user' ? 'user' : 'assistant',
    parts: [
      ...(text === '' ? [] : [{ type: 'text' as const, text }]),
      ...suggestions.map((data) => ({ type: 'data-relay-suggestion' as const, id: data.id, data: data as Suggestion })),
    ],
  }));
