// Teams: channels and chats that people are in, and what they post there.
import { type Account, TENANT_ID } from '../accounts.js';
import { json, type Reply } from '../gate/http.js';
import { bodyOf, type Call, type Route } from '../gate/routes.js';
import { graphError } from './errors.js';
import { paged, selected } from './odata.js';
import type { GraphChat, MicrosoftState, Team, TeamsMessage } from './state.js';

const TEAMS = ['Team.ReadBasic.All', 'TeamSettings.Read.All', 'TeamSettings.ReadWrite.All'];
const CHANNELS = ['Channel.ReadBasic.All', 'ChannelSettings.Read.All', 'ChannelSettings.ReadWrite.All'];
const CHATS = ['Chat.ReadBasic', 'Chat.Read', 'Chat.ReadWrite'];
const MOST_BYTES = 28 * 1024;
const CREATED = '2026-01-05T09:00:00Z';

export function teamsRoutes(state: MicrosoftState, accounts: Account[]): Route[] {
  const inTeam = (handle: (call: Call, team: Team) => Reply) => (call: Call) => {
    const team = state.teams.find(({ id }) => id === call.params.team);
    return team ? handle(call, team) : graphError(404, 'NotFound', `No team found with Group Id ${call.params.team}`);
  };
  const inChannel = (handle: (call: Call, team: Team, channel: Team['channels'][number]) => Reply) =>
    inTeam((call, team) => {
      const channel = team.channels.find(({ id }) => id === call.params.channel);
      return channel ? handle(call, team, channel) : graphError(404, 'NotFound', 'The channel was not found.');
    });
  const inChat = (handle: (call: Call, chat: GraphChat) => Reply) => (call: Call) => {
    const chat = state.chats.find(({ id }) => id === call.params.chat);
    if (!chat) return graphError(404, 'NotFound', 'The chat was not found.');
    if (!chat.members.includes(call.account.name))
      return graphError(403, 'Forbidden', 'The initiator is not a member of the chat.');
    return handle(call, chat);
  };
  const toChat = (chat: GraphChat, { query }: Call) => ({
    id: chat.id,
    topic: chat.topic,
    createdDateTime: CREATED,
    lastUpdatedDateTime: CREATED,
    chatType: chat.chatType,
    tenantId: TENANT_ID,
    webUrl: `https://teams.microsoft.com/l/chat/${encodeURIComponent(chat.id)}/0?tenantId=${TENANT_ID}`,
    ...(query.get('$expand')?.split(',').includes('members') && { members: membersOf(chat, accounts) }),
  });
  return [
    {
      method: 'GET',
      path: '/v1.0/me/joinedTeams',
      scopes: TEAMS,
      operation: 'GET /me/joinedTeams',
      handle: (call) => paged(call, state.teams.map(toTeam), { usual: 1000, most: 1000 }),
    },
    {
      method: 'GET',
      path: '/v1.0/teams/{team}',
      scopes: TEAMS,
      operation: 'GET /teams/{team-id}',
      handle: inTeam((call, team) => json(200, selected(toTeam(team), call.query))),
    },
    {
      method: 'GET',
      path: '/v1.0/teams/{team}/channels',
      scopes: CHANNELS,
      operation: 'GET /teams/{team-id}/channels',
      handle: inTeam((call, team) => paged(call, team.channels.map(toChannel), { usual: 1000, most: 1000 })),
    },
    {
      method: 'GET',
      path: '/v1.0/teams/{team}/channels/{channel}',
      scopes: CHANNELS,
      operation: 'GET /teams/{team-id}/channels/{channel-id}',
      handle: inChannel((call, _team, channel) => json(200, selected(toChannel(channel), call.query))),
    },
    {
      method: 'POST',
      path: '/v1.0/teams/{team}/channels/{channel}/messages',
      scopes: ['ChannelMessage.Send'],
      operation: 'POST /teams/{team-id}/channels/{channel-id}/messages',
      handle: inChannel((call, team, channel) => post(state, call, { channelId: channel.id }, team.id)),
    },
    {
      method: 'GET',
      path: '/v1.0/me/chats',
      scopes: CHATS,
      operation: 'GET /me/chats',
      handle(call) {
        const mine = state.chats.filter(({ members }) => members.includes(call.account.name));
        return paged(
          call,
          mine.map((chat) => toChat(chat, call)),
          { usual: 20, most: 50 },
        );
      },
    },
    {
      method: 'GET',
      path: '/v1.0/chats/{chat}',
      scopes: CHATS,
      operation: 'GET /chats/{chat-id}',
      handle: inChat((call, chat) => json(200, selected(toChat(chat, call), call.query))),
    },
    {
      method: 'GET',
      path: '/v1.0/chats/{chat}/members',
      scopes: [...CHATS, 'ChatMember.Read', 'ChatMember.ReadWrite'],
      operation: 'GET /chats/{chat-id}/members',
      handle: inChat((call, chat) => paged(call, membersOf(chat, accounts), { usual: 1000, most: 1000 })),
    },
    {
      method: 'POST',
      path: '/v1.0/chats/{chat}/messages',
      scopes: ['ChatMessage.Send', 'Chat.ReadWrite'],
      operation: 'POST /chats/{chat-id}/messages',
      handle: inChat((call, chat) => post(state, call, { chatId: chat.id })),
    },
  ];
}

function post(
  state: MicrosoftState,
  call: Call,
  place: { channelId?: string; chatId?: string },
  teamId?: string,
): Reply {
  const { body } = bodyOf(call) as { body?: { contentType?: 'text' | 'html'; content?: string } };
  const { contentType = 'text', content = '' } = body ?? {};
  if (content.trim() === '') return graphError(400, 'BadRequest', 'Missing body content.');
  if (Buffer.byteLength(content) > MOST_BYTES)
    return graphError(413, 'RequestEntityTooLarge', 'The message exceeds the maximum size.');
  const now = Date.now();
  const created = new Date(now).toISOString();
  // A message's id is the millisecond in which it was made.
  const last = Number(state.messages.at(-1)?.id ?? 0);
  const message: TeamsMessage = {
    id: String(Math.max(now, last + 1)),
    ...place,
    author: call.account.displayName,
    contentType,
    content,
    createdDateTime: created,
  };
  state.messages.push(message);
  const { id, displayName } = call.account;
  const { channelId, chatId } = place;
  return json(201, {
    '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#messages/$entity',
    id: message.id,
    replyToId: null,
    etag: message.id,
    messageType: 'message',
    createdDateTime: created,
    lastModifiedDateTime: created,
    lastEditedDateTime: null,
    deletedDateTime: null,
    subject: null,
    summary: null,
    chatId: chatId ?? null,
    importance: 'normal',
    locale: 'en-us',
    webUrl: channelId ? `${call.baseUrl}/#${message.id}` : null,
    policyViolation: null,
    eventDetail: null,
    from: {
      application: null,
      device: null,
      user: { '@odata.type': '#microsoft.graph.teamworkUserIdentity', id, displayName },
    },
    body: { contentType, content },
    channelIdentity: channelId ? { teamId: teamId!, channelId } : null,
    attachments: [],
    mentions: [],
    reactions: [],
  });
}

const toTeam = ({ id, displayName, description }: Team) => ({
  id,
  createdDateTime: CREATED,
  displayName,
  description,
  isArchived: false,
  tenantId: TENANT_ID,
  visibility: 'private',
  webUrl: `https://teams.microsoft.com/l/team/${id}/conversations?groupId=${id}&tenantId=${TENANT_ID}`,
});

const toChannel = ({ id, displayName }: Team['channels'][number]) => ({
  id,
  createdDateTime: CREATED,
  displayName,
  description: null,
  membershipType: 'standard',
  tenantId: TENANT_ID,
  webUrl: `https://teams.microsoft.com/l/channel/${encodeURIComponent(id)}/${encodeURIComponent(displayName)}?tenantId=${TENANT_ID}`,
});

function membersOf({ members }: GraphChat, accounts: Account[]) {
  return accounts
    .filter(({ name }) => members.includes(name))
    .map(({ id, displayName, email }) => ({
      '@odata.type': '#microsoft.graph.aadUserConversationMember',
      id: Buffer.from(`member ${id}`).toString('base64'),
      roles: ['owner'],
      displayName,
      visibleHistoryStartDateTime: '0001-01-01T00:00:00Z',
      userId: id,
      email,
      tenantId: TENANT_ID,
    }));
}
