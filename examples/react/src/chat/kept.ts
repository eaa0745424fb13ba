// What Relay keeps of a conversation: its words, and its suggestions as they are now. What reads have found is kept nowhere.
import { CallError, type ChatSessionWithMessages, getConversation, type Suggestion } from '../calls/index.ts';
import { placeOf, type RelayMessage, type Statuses } from './messages.ts';

const PLACE = 'relay-example-conversation';

/** The id of the conversation that this tab had; an id says nothing, and opens nothing without the key. */
export const keptId = (): string | undefined => sessionStorage.getItem(PLACE) ?? undefined;
export const keepId = (id: string): void => sessionStorage.setItem(PLACE, id);
export const forgetId = (): void => sessionStorage.removeItem(PLACE);

/** Undefined where there is none, or none any more. */
export const findConversation = (id: string): Promise<ChatSessionWithMessages | undefined> =>
  getConversation(id).catch((error) => {
    if (error instanceof CallError && error.problem.status === 404) return undefined;
    throw error;
  });

export const statusesOf = ({ messages }: ChatSessionWithMessages): Statuses =>
  Object.fromEntries(
    messages.flatMap((message) => message.suggestions.map(({ id, status }) => [placeOf(message.id, id), status])),
  );

export const messagesOf = ({ messages }: ChatSessionWithMessages): RelayMessage[] =>
  messages.map(({ id, role, status, text, suggestions }) => ({
    id,
    role: role === 'user' ? 'user' : 'assistant',
    metadata: { isUnfinished: status === 'failed' || status === 'stopped' },
    parts: [
      ...(text === '' ? [] : [{ type: 'text' as const, text }]),
      ...(suggestions as Suggestion[]).flatMap((data) => [
        { type: 'data-relay-suggestion' as const, id: data.id, data },
        ...(data.status === 'confirmed' ? [confirmOf(data)] : []),
      ]),
    ],
  }));

/** A confirm, which a stream may go on with: it has what came of it. Its approval is kept nowhere. */
const confirmOf = ({ action, previewId }: Suggestion) => ({
  type: 'dynamic-tool' as const,
  toolName: action,
  toolCallId: previewId!,
  input: {},
  state: 'approval-responded' as const,
  approval: { id: '', approved: true },
});
