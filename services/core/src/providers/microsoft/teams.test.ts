import { describe, expect, it } from 'vitest';
import type { Answer, JsonObject, LookRequest } from '../provider.js';
import { answerOf, factsOf, lookWith } from '../testing.js';
import { teamsSend } from './index.js';

const URLS = { microsoft: 'http://127.0.0.1:4020' };
const ME = 'eef9cb36-06de-469b-87cd-70f4cbe32d14';
const FACTS = factsOf({
  account: { id: `2432b57b-0abd-43db-aa7b-16eadd115d34.${ME}`, name: 'me@example.com' },
  providerUrls: URLS,
});
const TEAM = 'fbe2bf47-16c8-47cf-b4a5-4b9b187c508b';
const CHANNEL = '19:4a95f7d8db4c4e7fae857bcebe0623e6@thread.tacv2';
const person = (userId: string, displayName: string, email: string) => ({ userId, displayName, email });
const me = person(ME, 'Me Myself', 'me@example.com');
const ada = person('1', 'Ada Lovelace', 'ada@example.com');
const bob = person('2', 'Bob Bell', 'bob@example.com');

/** What Graph has below /v1.0, by paths. */
const GRAPH: Record<string, object[] | object> = {
  '/me/joinedTeams': [
    { id: TEAM, displayName: 'Marketing' },
    { id: 'fbe2bf47-0000-47cf-b4a5-4b9b187c508b', displayName: 'Sales' },
    { id: 'fbe2bf47-1111-47cf-b4a5-4b9b187c508b', displayName: 'Sales' },
  ],
  [`/teams/${TEAM}`]: { id: TEAM, displayName: 'Marketing' },
  [`/teams/${TEAM}/channels`]: [
    { id: CHANNEL, displayName: 'General' },
    { id: '19:b@thread.tacv2', displayName: 'Press' },
  ],
  [`/teams/${TEAM}/channels/${CHANNEL}`]: { id: CHANNEL, displayName: 'General' },
  '/me/chats': [
    { id: '19:ada@unq.gbl.spaces', topic: null, chatType: 'oneOnOne', members: [me, ada] },
    { id: '19:group@thread.v2', topic: 'Launch', chatType: 'group', members: [me, ada, bob] },
    { id: '19:both@thread.v2', topic: null, chatType: 'group', members: [bob, me, ada] },
    { id: '48:notes', topic: null, chatType: 'oneOnOne', members: [me] },
  ],
  '/chats/19:group@thread.v2': { id: '19:group@thread.v2', topic: 'Launch', members: [me, ada, bob] },
};

const answered: (request: LookRequest) => Answer = ({ url }) => {
  const found = GRAPH[new URL(url).pathname.replace('/v1.0', '')];
  if (!found) return answerOf(404, { error: { code: 'NotFound', message: 'No.' } });
  return answerOf(200, Array.isArray(found) ? { value: found } : found);
};
const lookUp = (input: JsonObject, answers = answered) =>
  lookWith(teamsSend.lookUp({ text: 'Hi', ...input }, FACTS), answers);
const planned = async (input: JsonObject) =>
  teamsSend.plan({ text: 'Hi', ...input }, FACTS, (await lookUp(input)).found);
const planOf = async (input: JsonObject) => {
  const { request, summary } = await planned(input);
  return [new URL(request.url).pathname, summary];
};

describe('microsoft.teams.send', () => {
  it('is one request, with all that Graph needs to know but the token', async () => {
    const text = '<b>1 < 2</b> &amp; "x"\n2';
    const { request, summary, effectClass } = await planned({ teamId: 'Marketing', channelId: 'General', text });
    expect([summary, effectClass]).toEqual([
      'Post to the channel “General” of “Marketing”: <b>1 < 2</b> &amp; "x" 2',
      'at-most-once',
    ]);
    expect(request).toMatchObject({
      method: 'POST',
      url: `http://127.0.0.1:4020/v1.0/teams/${TEAM}/channels/${CHANNEL}/messages`,
      body: JSON.stringify({ body: { contentType: 'text', content: text } }),
      addedAtSend: ['authorization'],
    });
  });

  it.each([
    ['by names', { teamId: ' marketing ', channelId: '#GENERAL' }],
    ['by ids', { teamId: TEAM, channelId: CHANNEL }],
    ['by a name and an id', { teamId: 'Marketing', channelId: CHANNEL }],
  ])('finds a channel %s', async (_, input) => {
    expect(await planOf(input)).toEqual([
      `/v1.0/teams/${TEAM}/channels/${CHANNEL}/messages`,
      'Post to the channel “General” of “Marketing”: Hi',
    ]);
  });

  it.each([
    ['its topic', 'launch', '/v1.0/chats/19:group@thread.v2/messages', '“Launch” (Ada Lovelace, Bob Bell)'],
    [
      'the person it is with',
      'Ada Lovelace',
      '/v1.0/chats/19:ada@unq.gbl.spaces/messages',
      '“Ada Lovelace” <ada@example.com>',
    ],
    [
      'the address of that person',
      'ADA@example.com',
      '/v1.0/chats/19:ada@unq.gbl.spaces/messages',
      '“Ada Lovelace” <ada@example.com>',
    ],
    [
      'all who are in it',
      'Bob Bell, Ada Lovelace',
      '/v1.0/chats/19:both@thread.v2/messages',
      '“Bob Bell, Ada Lovelace”',
    ],
    ['its id', '19:group@thread.v2', '/v1.0/chats/19:group@thread.v2/messages', '“Launch” (Ada Lovelace, Bob Bell)'],
  ])('finds a chat by %s', async (_, chatId, path, label) => {
    expect(await planOf({ chatId })).toEqual([path, `Write to the chat ${label}: Hi`]);
  });

  it('asks which one is meant, with an id for each', async () => {
    await expect(lookUp({ teamId: 'Sales', channelId: 'General' })).rejects.toMatchObject({
      pointer: '/teamId',
      code: 'ambiguous_name',
      choices: [
        { value: 'fbe2bf47-0000-47cf-b4a5-4b9b187c508b', label: 'Sales (fbe2bf47-0000-47cf-b4a5-4b9b187c508b)' },
        { value: 'fbe2bf47-1111-47cf-b4a5-4b9b187c508b', label: 'Sales (fbe2bf47-1111-47cf-b4a5-4b9b187c508b)' },
      ],
    });
    await expect(lookUp({ chatId: 'ada' })).rejects.toMatchObject({
      pointer: '/chatId',
      code: 'ambiguous_name',
      choices: [
        { value: '19:ada@unq.gbl.spaces', label: '“Ada Lovelace” <ada@example.com>' },
        { value: '19:both@thread.v2', label: '“Bob Bell, Ada Lovelace”' },
      ],
    });
  });

  it.each([
    ['a team that is not there', { teamId: 'Nowhere', channelId: 'General' }, '/teamId', 'name_not_found'],
    ['a channel that is not there', { teamId: 'Marketing', channelId: 'Nowhere' }, '/channelId', 'name_not_found'],
    ['an id of no team', { teamId: TEAM.replace('f', '0'), channelId: 'x' }, '/teamId', 'not_found'],
    ['an id of no channel', { teamId: TEAM, channelId: '19:no@thread.tacv2' }, '/channelId', 'not_found'],
    ['an id of no chat', { chatId: '19:no@thread.v2' }, '/chatId', 'not_found'],
    ['two places', { teamId: TEAM, channelId: CHANNEL, chatId: 'Launch' }, '', 'invalid_target'],
    ['half a place', { channelId: CHANNEL }, '', 'invalid_target'],
    ['no place', {}, '', 'invalid_target'],
  ])('refuses %s', async (_, input, pointer, code) => {
    await expect(lookUp(input)).rejects.toMatchObject({ pointer, code });
  });

  it('reads all pages before it takes a name for the only one', async () => {
    const next = 'http://127.0.0.1:4020/v1.0/me/chats?$skiptoken=1';
    const chat = (id: string) => ({ id, topic: 'Launch', members: [] });
    const answers = ({ url }: LookRequest) =>
      answerOf(200, url === next ? { value: [chat('2')] } : { value: [chat('1')], '@odata.nextLink': next });
    await expect(lookUp({ chatId: 'Launch' }, answers)).rejects.toMatchObject({
      code: 'ambiguous_name',
      choices: [{ value: '1' }, { value: '2' }],
    });
  });

  it('warns of a name that it found without looking at all chats', async () => {
    const chat = { id: '1', topic: 'Launch', members: [] };
    const next = 'http://127.0.0.1:4020/v1.0/me/chats?$skiptoken=1';
    const page = ({ url }: LookRequest) => ({
      value: url === next ? [] : [chat, { id: '2' }],
      '@odata.nextLink': next,
    });
    const { found, requests } = await lookUp({ chatId: 'Launch' }, (request) => answerOf(200, page(request)));
    expect(requests.length).toBe(10);
    expect(teamsSend.plan({ text: 'Hi', chatId: 'Launch' }, FACTS, found).warnings).toEqual([
      {
        code: 'not_all_looked_at',
        detail: 'Only the first 2 chats were looked at: another one may have the same name.',
      },
    ]);
    expect((await planned({ chatId: 'launch' })).warnings).toEqual([]);
  });

  it('only looks', async () => {
    const { requests } = await lookUp({ teamId: 'Marketing', channelId: 'General' });
    expect(requests.map(({ method, url }) => [method, decodeURIComponent(url.slice(URLS.microsoft.length))])).toEqual([
      ['GET', '/v1.0/me/joinedTeams'],
      ['GET', `/v1.0/teams/${TEAM}/channels?$select=id,displayName`],
    ]);
  });

  it('says what Microsoft refuses', async () => {
    const refused = answerOf(403, { error: { code: 'Forbidden', message: 'Missing scope.' } });
    await expect(lookUp({ chatId: 'Launch' }, () => refused)).rejects.toMatchObject({ kind: 'permission' });
    await expect(lookUp({ chatId: 'Launch' }, () => answerOf(200, '[]'))).rejects.toMatchObject({ kind: 'unknown' });
  });

  it('refuses a text that does not fit into a message', async () => {
    await expect(planned({ chatId: 'Launch', text: '語'.repeat(8001) })).rejects.toMatchObject({
      pointer: '/text',
      code: 'too_large',
    });
  });

  it('says what was sent, and no success or failure of what it cannot read', () => {
    expect(teamsSend.read(answerOf(201, { id: '1616990032035', webUrl: 'https://teams.example/1' }))).toEqual({
      status: 'succeeded',
      output: { messageId: '1616990032035', webUrl: 'https://teams.example/1' },
    });
    expect(teamsSend.read(answerOf(201, { id: '1', webUrl: null }))).toMatchObject({ output: { webUrl: null } });
    for (const body of ['<html>', {}, { id: 7 }, 'null'])
      expect(teamsSend.read(answerOf(201, body))).toMatchObject({ status: 'outcome_unknown' });
    expect(teamsSend.read(answerOf(403, {}))).toMatchObject({
      status: 'failed',
      error: { code: 'provider_permission' },
    });
  });
});
