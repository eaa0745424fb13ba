import type { ChatMessage } from '@microsoft/microsoft-graph-types';
import { failedWrite } from '../failure.judge.js';
import { isSuccess, jsonOf, unreadableWrite } from '../failure.reply.js';
import { fieldsOf, linkOf, textOf } from '../fields.js';
import { PlanError, type WriteAction } from '../provider.js';
import { shown } from '../shown.js';
import { sign } from '../sign.js';
import { microsoft } from './dialect.js';
import { post } from './graph.js';
import { SEND_MESSAGE, TEAMS_LIMITS } from './sources.js';
import { type Target, type TeamsInput, targetOf } from './teams-target.js';

/** "Approximately 28 KB per post", with all that Teams puts around it: https://learn.microsoft.com/microsoftteams/limits-specifications-teams */
const MOST_BYTES = 24_000;
const SHOWN = 80;

const place = (description: string) => ({ type: 'string', minLength: 1, maxLength: 256, description }) as const;

export const teamsSend = {
  id: 'microsoft.teams.send',
  version: '2026-11-01',
  provider: 'microsoft',
  name: 'Send a message in Teams',
  description:
    'Posts to a channel, or writes to a chat, in the name of the account. Work or school accounts only: Microsoft offers it for no others.',
  kind: 'write',
  // Graph documents no key by which it would know a second request.
  effectClass: 'at-most-once',
  undo: null,
  requiresConnection: true,
  scopes: ['Channel.ReadBasic.All', 'ChannelMessage.Send', 'Chat.ReadBasic', 'ChatMessage.Send', 'Team.ReadBasic.All'],
  sources: { effectClass: SEND_MESSAGE, scopes: SEND_MESSAGE, limits: TEAMS_LIMITS },
  inputSchema: {
    type: 'object',
    additionalProperties: false,
    required: ['text'],
    properties: {
      teamId: place('The id of the team, or its name; together with `channelId`.'),
      channelId: place('The id of the channel, or its name; together with `teamId`.'),
      chatId: place(
        'The id of the chat, its topic, or the name or e-mail address of the person that it is with; instead of a channel.',
      ),
      text: { type: 'string', pattern: '\\S', maxLength: MOST_BYTES, description: 'Plain text, shown as it is.' },
    },
  },
  outputSchema: {
    type: 'object',
    required: ['messageId', 'webUrl'],
    properties: {
      messageId: { type: 'string' },
      webUrl: { type: ['string', 'null'], description: 'Where it is seen in Teams; chats have no such address.' },
    },
  },
  examples: [
    {
      summary: 'Post to a channel',
      input: { teamId: 'Marketing', channelId: 'General', text: 'The campaign is live.' },
    },
    { summary: 'Write to a person', input: { chatId: 'ada@example.com', text: 'Lunch at 12:30?' } },
  ],
  lookUp: (input, facts) => targetOf(input as unknown as TeamsInput, facts),
  plan(input, { providerUrls }, found) {
    const { text } = input as unknown as TeamsInput;
    const { kind, resource, label, warnings } = found as Target;
    if (Buffer.byteLength(text) > MOST_BYTES)
      throw new PlanError(
        '/text',
        'too_large',
        `The text has more than the ${MOST_BYTES} bytes that fit into a message.`,
      );
    const message: ChatMessage = { body: { contentType: 'text', content: text } };
    return {
      request: post(resource, message, providerUrls),
      summary: `${kind === 'channel' ? 'Post to the channel' : 'Write to the chat'} ${label}: ${shown(text, SHOWN)}`,
      effectClass: 'at-most-once',
      warnings,
    };
  },
  read(answer) {
    if (!isSuccess(answer)) return failedWrite(answer, microsoft);
    const { id, webUrl }: ChatMessage = fieldsOf(jsonOf(answer));
    const messageId = textOf(id);
    if (messageId === undefined) return unreadableWrite(answer, microsoft.name);
    return { status: 'succeeded', output: { messageId, webUrl: linkOf(webUrl) ?? null } };
  },
  sign,
} satisfies WriteAction;
