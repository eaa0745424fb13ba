import type { chat_v1 } from '@googleapis/chat';
import { failedWrite, objectIn } from '../failure.judge.js';
import { isSuccess } from '../failure.reply.js';
import { textOf } from '../fields.js';
import type { Answer, JsonObject, Looking, WriteAction } from '../provider.js';
import { shown } from '../shown.js';
import { sign } from '../sign.js';
import { compile, compileLook } from './compile.js';
import { google, isMissing } from './dialect.js';
import { CHAT_LIMITS, DELETE_MESSAGE, SCOPE } from './sources.js';

/** What a look found; undefined for a message that is gone. */
interface Found extends JsonObject {
  text?: string | undefined;
}

export const chatDelete = {
  id: 'google.chat.delete',
  version: '2026-11-01',
  provider: 'google',
  name: 'Delete a message in Google Chat',
  description: 'Deletes a message of the account in Google Chat.',
  kind: 'write',
  // A message that is gone stays gone.
  effectClass: 'natural',
  undo: null,
  requiresConnection: true,
  // Google has no smaller one for deleting.
  scopes: [`${SCOPE}chat.messages`],
  sources: { effectClass: DELETE_MESSAGE, scopes: DELETE_MESSAGE, limits: CHAT_LIMITS },
  inputSchema: {
    type: 'object',
    additionalProperties: false,
    required: ['messageName'],
    properties: {
      messageName: {
        type: 'string',
        pattern: '^spaces/[A-Za-z0-9_-]+/messages/[A-Za-z0-9_.-]*[A-Za-z0-9_-]$',
        maxLength: 256,
        description: "Google's name of the message: `spaces/…/messages/…`.",
      },
    },
  },
  outputSchema: {
    type: 'object',
    required: ['messageName', 'alreadyGone'],
    properties: {
      messageName: { type: 'string' },
      alreadyGone: { type: 'boolean', description: 'Whether there was no such message any more.' },
    },
  },
  examples: [
    {
      summary: 'Delete a message that was sent before',
      input: { messageName: 'spaces/AAAAlaunches/messages/UBHHVc_AAAA.UBHHVc_AAAA' },
    },
  ],
  async *lookUp(input, facts): Looking<Found> {
    const parameters = { name: String(input.messageName), fields: 'name,text,deleteTime' };
    const [answer] = yield [
      await compileLook('chat', facts, (chat, options) => chat.spaces.messages.get(parameters, options)),
    ];
    return { text: textIn(answer!) };
  },
  async plan(input, facts, found) {
    const name = String(input.messageName);
    const { text } = found as Found;
    return {
      request: await compile('chat', facts, (chat, options) => chat.spaces.messages.delete({ name }, options)),
      summary: text === undefined ? 'Delete a message that is gone already' : `Delete the message “${shown(text, 80)}”`,
      effectClass: 'natural',
      warnings: text === undefined ? [ALREADY_GONE] : [],
    };
  },
  read(answer, { url }) {
    const [, messageName] = /\/v1\/(spaces\/[^/?]+\/messages\/[^/?]+)/.exec(url)!;
    if (isSuccess(answer)) return { status: 'succeeded', output: { messageName, alreadyGone: false } };
    if (isMissing(answer)) return { status: 'succeeded', output: { messageName, alreadyGone: true } };
    return failedWrite(answer, google);
  },
  sign,
} satisfies WriteAction;

const ALREADY_GONE = {
  code: 'already_gone',
  detail: 'Google knows no such message now: to delete it would change nothing.',
};

function textIn(answer: Answer): string | undefined {
  if (isMissing(answer)) return undefined;
  const { text, deleteTime } = objectIn<chat_v1.Schema$Message>(answer, google);
  return deleteTime ? undefined : (textOf(text) ?? '');
}
