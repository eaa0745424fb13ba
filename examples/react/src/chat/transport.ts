import { DefaultChatTransport } from 'ai';
import { CallError, problemOf } from '../calls/index.ts';
import { contacts } from './contacts.tsx';
import type { RelayMessage } from './messages.ts';

/** To the example's own server, which has the key. */
export const transport = new DefaultChatTransport<RelayMessage>({
  api: '/api/chat',
  // The reply to a confirm goes on with a message that is there, and has only what comes after it.
  resumeStreamIsReplay: false,
  prepareSendMessagesRequest: ({ id, messages, messageId, trigger, body }) => ({
    body: { id, messages: [whatCounts(messages, messageId)], messageId, trigger, timeZone: zone(), contacts, ...body },
  }),
  async fetch(url, init) {
    const reply = await fetch(url, init).catch((error) => {
      if (init?.signal?.aborted) throw error;
      return undefined;
    });
    if (reply?.ok) return reply;
    throw new CallError(await problemOf(reply));
  },
});

/**
 * Relay reads what was typed, or which approvals were answered, and believes nothing else that a client says of the conversation. So
 * nothing else is sent: not what a read has found, and not what was said before.
 */
function whatCounts(messages: RelayMessage[], messageId: string | undefined): RelayMessage | undefined {
  const answered = messages.find(({ id, role }) => id === messageId && role === 'assistant');
  if (!answered) return messages.at(-1);
  const parts = answered.parts.filter((part) => 'state' in part && part.state === 'approval-responded');
  return { ...answered, parts };
}

const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
