// Google Chat: spaces that people are in, and messages which are made once per request id.
import { randomBytes } from 'node:crypto';
import { ACCOUNTS, type Account } from '../accounts.js';
import { json, type Reply } from '../gate/http.js';
import { bodyOf, type Call, type Route } from '../gate/routes.js';
import { googleError } from './errors.js';

export interface Space {
  /** `spaces/…`. */
  name: string;
  displayName: string;
  /** Names of accounts; empty for everybody. */
  members: string[];
}

export interface ChatMessage {
  /** `spaces/…/messages/…`. */
  name: string;
  text: string;
  createTime: string;
  sender: { name: string; type: 'HUMAN' };
  space: { name: string };
  thread: { name: string };
  argumentText: string;
  formattedText: string;
}

const SPACES_AT_START: Space[] = [
  { name: 'spaces/AAAAengineer', displayName: 'Engineering', members: [] },
  { name: 'spaces/AAAAlaunches', displayName: 'Launches', members: [] },
  // Two of the same name: who names it has to say which one.
  { name: 'spaces/AAAAprojectx', displayName: 'Project X', members: [] },
  { name: 'spaces/AAAAprojecty', displayName: 'Project X', members: [] },
  { name: 'spaces/AAAAsecret00', displayName: 'Board', members: ['grace@example.com'] },
];

export class Chat {
  spaces: Space[] = structuredClone(SPACES_AT_START);
  /** Oldest first, without the deleted ones. */
  messages: ChatMessage[] = [];
  private byRequest = new Map<string, { sender: string; message: ChatMessage }>();

  clear(): void {
    this.spaces = structuredClone(SPACES_AT_START);
    this.messages = [];
    this.byRequest.clear();
  }

  isIn(account: Account, space: Space): boolean {
    return space.members.length === 0 || space.members.includes(account.name);
  }

  post(account: Account, space: Space, text: string, requestId: string | undefined): ChatMessage | 'taken' {
    const known = requestId === undefined ? undefined : this.byRequest.get(`${space.name} ${requestId}`);
    if (known) return known.sender === account.name ? known.message : 'taken';
    const id = randomBytes(8).toString('base64url');
    const message: ChatMessage = {
      name: `${space.name}/messages/${id}.${id}`,
      text,
      createTime: new Date().toISOString(),
      sender: { name: `users/${account.id}`, type: 'HUMAN' },
      space: { name: space.name },
      thread: { name: `${space.name}/threads/${id}` },
      argumentText: text,
      formattedText: text,
    };
    this.messages.push(message);
    if (requestId !== undefined) this.byRequest.set(`${space.name} ${requestId}`, { sender: account.name, message });
    return message;
  }
}

export const senderName = (message: ChatMessage) =>
  ACCOUNTS.google.find(({ id }) => `users/${id}` === message.sender.name)?.displayName ?? message.sender.name;

const failed = (call: Call, code: number, message: string, reason: string) =>
  googleError(call.path, { code, message, reason });

export function chatRoutes(chat: Chat): Route[] {
  const inSpace = (handle: (call: Call, space: Space) => Reply) => (call: Call) => {
    const space = chat.spaces.find(({ name }) => name === `spaces/${call.params.space}`);
    if (!space) return failed(call, 404, 'Space not found.', 'notFound');
    return chat.isIn(call.account, space)
      ? handle(call, space)
      : failed(call, 403, 'The caller is not a member of this space.', 'forbidden');
  };
  const ofMessage = (handle: (call: Call, message: ChatMessage) => Reply) =>
    inSpace((call, space) => {
      const message = chat.messages.find(({ name }) => name === `${space.name}/messages/${call.params.message}`);
      return message ? handle(call, message) : failed(call, 404, 'Message not found.', 'notFound');
    });
  return [
    {
      method: 'GET',
      path: '/v1/spaces',
      operation: 'chat.spaces.list',
      handle: (call) => listSpaces(chat, call),
    },
    {
      method: 'GET',
      path: '/v1/spaces/{space}',
      operation: 'chat.spaces.get',
      handle: inSpace((_call, space) => json(200, toSpace(space))),
    },
    {
      method: 'POST',
      path: '/v1/spaces/{space}/messages',
      operation: 'chat.spaces.messages.create',
      handle: inSpace((call, space) => {
        const { text } = bodyOf(call);
        if (typeof text !== 'string' || text === '')
          return failed(call, 400, 'Message cannot be empty.', 'invalidArgument');
        if (text.length > 32_000) return failed(call, 400, 'Message is too long.', 'invalidArgument');
        const message = chat.post(call.account, space, text, call.query.get('requestId') || undefined);
        return message === 'taken'
          ? failed(call, 409, 'The request id was used by another user.', 'alreadyExists')
          : json(200, message);
      }),
    },
    {
      method: 'GET',
      path: '/v1/spaces/{space}/messages/{message}',
      operation: 'chat.spaces.messages.get',
      handle: ofMessage((_call, message) => json(200, message)),
    },
    {
      method: 'DELETE',
      path: '/v1/spaces/{space}/messages/{message}',
      operation: 'chat.spaces.messages.delete',
      handle: ofMessage((call, message) => {
        if (message.sender.name !== `users/${call.account.id}`)
          return failed(call, 403, 'Only its sender may delete a message.', 'forbidden');
        chat.messages = chat.messages.filter((other) => other !== message);
        return json(200, {});
      }),
    },
  ];
}

function listSpaces(chat: Chat, { account, query }: Call): Reply {
  const size = Number(query.get('pageSize')) || 100;
  const from = Number(query.get('pageToken')) || 0;
  const all = chat.spaces.filter((space) => chat.isIn(account, space));
  const next = from + size < all.length ? String(from + size) : '';
  return json(200, { spaces: all.slice(from, from + size).map(toSpace), nextPageToken: next });
}

const toSpace = ({ name, displayName }: Space) => ({
  name,
  displayName,
  type: 'ROOM',
  spaceType: 'SPACE',
  spaceThreadingState: 'THREADED_MESSAGES',
  spaceHistoryState: 'HISTORY_ON',
  spaceUri: `https://chat.google.com/room/${name.slice('spaces/'.length)}`,
  createTime: '2026-01-05T09:00:00Z',
});
