import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answering, REDIS_START_MS, startTestRedis, type TestRedis } from '../../../test/redis.js';
import { openWorld, type TestWorld, useWorld } from '../../../test/world.js';
import { createKey, createWorkspace } from '../../operator/provision.js';
import { newMasterKey, parseMasterKeys, Sealer } from '../crypto/index.js';
import type { RedisConnection } from '../redis.js';

const SLOW = 0.01;
const input = (world: TestWorld) => ({ action: 'webhook.send', input: { url: world.receiver.url } });
const me = (world: TestWorld, key = world.keys.viewer) => world.call('me.get', { key });
const statuses = (replies: Array<{ status: number }>) => replies.map(({ status }) => status);

describe('the limit of a workspace', () => {
  const world = useWorld({
    rateLimits: { workspace: { perSecond: 0.5, burst: 4 }, key: { perSecond: SLOW, burst: 3 } },
  });

  it('answers 429 and tells both policies, what is left of them, and when to come again', async () => {
    const { keys } = world();
    const first = await me(world());
    expect(first.headers.get('ratelimit-policy')).toBe('"workspace";q=4;w=8, "key";q=3;w=300');
    expect(first.headers.get('ratelimit')).toBe('"workspace";r=3;t=6, "key";r=2;t=200');
    const further = [await me(world(), keys.developer), await me(world(), keys.admin), await me(world(), keys.admin)];
    expect(statuses(further)).toEqual([200, 200, 200]);
    const { status, headers, body } = await me(world());
    expect(status).toBe(429);
    expect(body).toMatchObject({
      status: 429,
      code: 'rate_limited',
      title: 'Too Many Requests',
      detail: 'This workspace makes too many requests; try again in 2 s.',
    });
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(headers.get('retry-after')).toBe('2');
    expect(headers.get('ratelimit')).toBe('"workspace";r=0;t=2, "key";r=1;t=100');
  });

  it('leaves other workspaces and the health checks alone', async () => {
    expect((await me(world(), world().other.keys.viewer)).status).toBe(200);
    for (let count = 0; count < 6; count++) expect((await world().call('system.health')).status).toBe(200);
  });

  it('counts what is refused for its role', async () => {
    const { call, other } = world();
    const list = () => call('apiKeys.list', { key: other.keys.developer });
    expect(statuses([await list(), await list(), await list(), await list()])).toEqual([403, 403, 403, 429]);
  });
});

describe('the limit of a key', () => {
  const world = useWorld({
    rateLimits: { workspace: { perSecond: SLOW, burst: 5 }, key: { perSecond: SLOW, burst: 2 } },
  });

  it('stops one key, and its refused requests take nothing from the others', async () => {
    const { keys } = world();
    const replies = [];
    for (let count = 0; count < 12; count++) replies.push(await me(world()));
    expect(statuses(replies)).toEqual([200, 200, ...Array(10).fill(429)]);
    expect(replies[2]!.body.detail).toBe('This API key makes too many requests; try again in 100 s.');
    expect(statuses([await me(world(), keys.admin), await me(world(), keys.admin)])).toEqual([200, 200]);
  });
});

describe('the limits of previews and executes', () => {
  const world = useWorld({
    rateLimits: { previews: { perSecond: SLOW, burst: 2 }, executes: { perSecond: SLOW, burst: 1 } },
  });

  it('count apart from each other and from everything else', async () => {
    const { call, keys } = world();
    const preview = () => call('actions.preview', { key: keys.developer, body: input(world()) });
    const previews = [await preview(), await preview(), await preview()];
    expect(statuses(previews)).toEqual([201, 201, 429]);
    expect(previews[2]!.body.detail).toMatch(/^This workspace makes too many previews;/);
    expect(previews[0]!.headers.get('ratelimit-policy')).toMatch(/^"workspace";.*, "key";.*, "previews";q=2;w=200$/);

    const execute = ({ id, digest }: { id: string; digest: string }) =>
      call('actions.execute', { key: keys.developer, body: { previewId: id, digest } });
    const executes = [await execute(previews[0]!.body), await execute(previews[1]!.body)];
    expect(statuses(executes)).toEqual([200, 429]);
    expect(executes[1]!.body.detail).toMatch(/^This workspace executes too many actions;/);
    expect((await me(world())).status).toBe(200);
  });

  it('are told by me.get', async () => {
    expect((await me(world())).body.limits).toMatchObject({
      previews: { requestsPerSecond: SLOW, burst: 2 },
      executes: { requestsPerSecond: SLOW, burst: 1 },
    });
  });
});

describe('the limit of pages', () => {
  const world = useWorld({ rateLimits: { pages: { perSecond: SLOW, burst: 3 } }, trustedProxies: 1 });
  const open = (address: string, path: string) =>
    fetch(`${world().baseUrl}/api/oauth/google/${path}`, { headers: { 'x-forwarded-for': address } });

  it('counts browsers by their address, and answers with a page that says when to come again', async () => {
    const paths = ['start?state=x', 'callback?state=x', 'callback'];
    const replies = [];
    for (const path of paths) replies.push(await open('192.0.2.1', path));
    expect(statuses(replies)).toEqual([400, 400, 400]);
    const refused = await open('192.0.2.1', 'start?state=x');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '100']);
    expect(refused.headers.get('content-type')).toMatch(/^text\/html/);
    expect(await refused.text()).toContain('Too many requests for pages came from this address; try again in 100 s.');
    expect((await open('192.0.2.2', 'start?state=x')).status).toBe(400);
    expect(statuses([await me(world())])).toEqual([200]);
  });
});

describe('two cores with one Redis', () => {
  let redis: TestRedis;
  let connections: RedisConnection[];
  const worlds: TestWorld[] = [];
  let key: string;
  /** So many requests, to one core and the other in turn. */
  const send = async (requests: number) => {
    const replies = [];
    for (let count = 0; count < requests; count++) replies.push(await me(worlds[count % 2]!, key));
    return statuses(replies);
  };

  beforeAll(async () => {
    redis = await startTestRedis();
    const patience = { patienceMs: 500, restMs: 50 };
    connections = [await redis.connect(patience), await redis.connect(patience)];
    const options = { rateLimits: { workspace: { perSecond: SLOW, burst: 4 } } };
    worlds.push(await openWorld({ ...options, redis: connections[0]! }));
    worlds.push(await openWorld({ ...options, redis: connections[1]!, beside: worlds[0]! }));
  }, REDIS_START_MS);
  beforeEach(async () => {
    const { db } = worlds[0]!;
    const { workspaceId } = await createWorkspace(db, new Sealer(parseMasterKeys(newMasterKey('test'))), 'Counted');
    ({ secret: key } = await createKey(db, { workspaceId, name: 'counted', role: 'viewer', mode: 'test' }));
    await Promise.all(connections.map(answering));
  });
  afterAll(async () => {
    for (const world of worlds) await world.stop();
    await redis.stop();
  });

  it('count together', async () => {
    expect(await send(6)).toEqual([200, 200, 200, 200, 429, 429]);
  });

  it('go on while Redis is frozen, each by itself, and count together again afterwards', async () => {
    expect(await send(2)).toEqual([200, 200]);
    redis.freeze();
    expect(await send(10)).toEqual([...Array(8).fill(200), 429, 429]);
    redis.thaw();
    await Promise.all(connections.map(answering));
    const after = await send(4);
    expect(after.slice(2)).toEqual([429, 429]); // two were left, unless Redis has counted some that it saw too late
  });

  it('go on while Redis is gone, and count together again when it is back', async () => {
    expect(await send(2)).toEqual([200, 200]);
    await redis.kill();
    expect(await send(10)).toEqual([...Array(8).fill(200), 429, 429]);
    await redis.restart();
    await Promise.all(connections.map(answering));
    expect(await send(6)).toEqual([200, 200, 200, 200, 429, 429]); // a new Redis has counted nothing
  });
});
