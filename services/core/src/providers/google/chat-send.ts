import type { chat_v1 } from '@googleapis/chat';
import { uuidOf } from '../../platform/ids.js';
import { failedWrite } from '../failure.judge.js';
import { isSuccess, jsonOf, unreadableWrite } from '../failure.reply.js';
import { fieldsOf, timeOf } from '../fields.js';
import { PlanError, type WriteAction } from '../provider.js';
import { shown } from '../shown.js';
import { sign } from '../sign.js';
import { type FoundSpace, spaceOf } from './chat-space.js';
import { compile } from './compile.js';
import { google } from './dialect.js';
import { CHAT_LIMITS, CREATE_MESSAGE, DELETE_MESSAGE, SCOPE } from './sources.js';

/** All that Google Chat takes in a message, its text included. */
const MOST_BYTES = 32_000;

interface Input {
  space: string;
  text: string;
}

export const chatSend = {
  id: 'google.chat.send',
  version: '2026-11-01',
  provider: 'google',
  name: 'Send a message in Google Chat',
  description: 'Posts a message to a space in the name of the account. Google offers it for Workspace accounts only.',
  kind: 'write',
  // "Specifying a request ID makes the request idempotent", says Google of `requestId`, for the same account.
  effectClass: 'provider-key',
  undo: 'google.chat.delete',
  requiresConnection: true,
  scopes: [`${SCOPE}chat.messages.create`, `${SCOPE}chat.spaces.readonly`],
  sources: { effectClass: CREATE_MESSAGE, scopes: CREATE_MESSAGE, undo: DELETE_MESSAGE, limits: CHAT_LIMITS },
  inputSchema: {
    type: 'object',
    additionalProperties: false,
    required: ['space', 'text'],
    properties: {
      space: {
        type: 'string',
        minLength: 1,
        maxLength: 128,
        description: 'Where to: the name of a space that the account is in, or its id `spaces/…`.',
      },
      text: {
        type: 'string',
        pattern: '\\S',
        maxLength: MOST_BYTES,
        description: "Text, with Google Chat's own marks, such as `*bold*`; up to 32,000 bytes.",
      },
    },
  },
  outputSchema: {
    type: 'object',
    required: ['messageName', 'spaceName', 'createTime'],
    properties: {
      messageName: { type: 'string', description: '`spaces/…/messages/…`' },
      spaceName: { type: 'string', description: '`spaces/…`' },
      createTime: {
        type: ['string', 'null'],
        description: 'When it was posted; null where Google does not tell, as for a repeated request.',
      },
    },
  },
  examples: [
    { summary: 'Post to a space by its name', input: { space: 'Launches', text: 'We are live.' } },
    { summary: 'Post to a space by its id', input: { space: 'spaces/AAAAlaunches', text: '*Done*, see the plan.' } },
  ],
  lookUp: (input, facts) => spaceOf((input as unknown as Input).space, facts),
  async plan(input, facts, found) {
    const { text } = input as unknown as Input;
    const { name: parent, label, warnings } = found as FoundSpace;
    if (Buffer.byteLength(text) > MOST_BYTES)
      throw new PlanError('/text', 'too_large', 'The text has more than the 32,000 bytes that fit into a message.');
    const parameters = { parent, requestId: uuidOf(facts.previewId), requestBody: { text } };
    return {
      request: await compile('chat', facts, (chat, options) => chat.spaces.messages.create(parameters, options)),
      summary: `Post to the space ${label}: ${shown(text, 80)}`,
      effectClass: 'provider-key',
      warnings,
    };
  },
  read(answer) {
    if (!isSuccess(answer)) return failedWrite(answer, google);
    const { name, createTime }: chat_v1.Schema$Message = fieldsOf(jsonOf(answer));
    const [, spaceName] = /^(spaces\/[^/]+)\/messages\/[^/]+$/.exec(String(name)) ?? [];
    if (spaceName === undefined) return unreadableWrite(answer, google.name);
    return { status: 'succeeded', output: { messageName: name, spaceName, createTime: timeOf(createTime) ?? null } };
  },
  compensate: ({ output }) => ({ messageName: output.messageName }),
  sign,
} satisfies WriteAction;
