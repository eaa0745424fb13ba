// What bad keys cost, and how several processes forget a key together.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { REDIS_START_MS, startTestRedis, type TestRedis } from '../../../test/redis.js';
import { openWorld, type TestWorld, useWorld } from '../../../test/world.js';
import { RateLimiter, withDefaults } from '../../platform/rate-limits/index.js';
import { Authenticator } from './api-keys.authenticator.js';
import { Hasher } from './api-keys.hasher.js';
import { newKeySecret } from './api-keys.secret.js';

const SLOW = 0.01;
const unknownKey = () => newKeySecret('test').secret;
const statuses = (replies: Array<{ status: number }>) => replies.map(({ status }) => status);

describe('bad keys', () => {
  const world = useWorld({ rateLimits: { badKeys: { perSecond: SLOW, burst: 5 } }, trustedProxies: 1 });
  const from = (address: string, key: string | undefined) =>
    world().call('me.get', { key, headers: { 'x-forwarded-for': `198.51.100.1, ${address}` } });

  it('are limited by address, and good ones from there go on', async () => {
    const { keys } = world();
    await from('192.0.2.1', keys.viewer);
    const bad = [unknownKey(), unknownKey(), 'nonsense', undefined, unknownKey(), unknownKey(), undefined];
    const replies = [];
    for (const key of bad) replies.push(await from('192.0.2.1', key));
    expect(statuses(replies)).toEqual([401, 401, 401, 401, 401, 429, 429]);
    const { headers, body } = replies.at(-1)!;
    expect([body.code, headers.get('retry-after')]).toEqual(['rate_limited', '100']);
    expect(body.detail).toBe('Too many requests without a valid API key came from this address; try again in 100 s.');
    expect(headers.get('ratelimit')).toBe('"badKeys";r=0;t=100');
    expect(statuses([await from('192.0.2.1', keys.viewer), await from('192.0.2.2', unknownKey())])).toEqual([200, 401]);
  });

  it('do not include good ones that are used for the first time, fifty at the same time', async () => {
    const { keys } = world();
    const replies = await Promise.all(Array.from({ length: 50 }, () => from('192.0.2.3', keys.admin)));
    expect(new Set(statuses(replies))).toEqual(new Set([200]));
    for (let count = 0; count < 5; count++) expect((await from('192.0.2.3', unknownKey())).status).toBe(401);
  });
});

describe('hashing', () => {
  const world = useWorld();

  it('is spent ten times on wrong secrets for a key, from whatever addresses, and never on unknown keys', async () => {
    const { db, workspace } = world();
    let hashed = 0;
    const hasher = new (class extends Hasher {
      override async verify() {
        hashed++;
        return false;
      }
    })();
    const limiter = new RateLimiter(withDefaults({}), undefined, () => 0);
    const authenticator = new Authenticator({ db, hasher, modes: ['test'], limiter });
    const identify = (key: string, host: number) =>
      authenticator
        .identify({ ip: `192.0.2.${host}`, headers: { authorization: `Bearer ${key}` } } as never)
        .catch(({ status }) => status);
    const wrong = newKeySecret('test');
    await db('api_key_secrets').where({ api_key_id: workspace.keyIds.developer }).update({ lookup: wrong.lookup });
    const answers = [];
    for (let host = 1; host <= 13; host++) answers.push(await identify(wrong.secret, host));
    expect(answers).toEqual([...Array(10).fill(401), 429, 429, 429]);
    for (let count = 0; count < 20; count++) expect(await identify(unknownKey(), 99)).toBe(401);
    expect(hashed).toBe(10);
  });
});

describe('a revocation', () => {
  let redis: TestRedis;
  let here: TestWorld;
  let there: TestWorld;
  let heard: PromiseWithResolvers<string>;
  const me = async (world: TestWorld, key: string) => (await world.call('me.get', { key })).status;
  const makeKey = () => here.call('apiKeys.create', { key: here.keys.admin, body: { name: 'gone', role: 'viewer' } });
  const revoke = (apiKeyId: string) => here.call('apiKeys.revoke', { key: here.keys.admin, path: { apiKeyId } });

  beforeAll(async () => {
    redis = await startTestRedis();
    here = await openWorld({ redis: await redis.connect() });
    const connection = await redis.connect();
    const listening = Promise.withResolvers<void>();
    const listen = connection.listen.bind(connection);
    connection.listen = (channel, onMessage, onGap) =>
      listen(
        channel,
        (message) => {
          onMessage(message);
          heard.resolve(message);
        },
        () => {
          onGap();
          listening.resolve();
        },
      );
    there = await openWorld({ redis: connection, beside: here });
    await listening.promise;
  }, REDIS_START_MS);
  afterAll(async () => {
    await here.stop();
    await there.stop();
    await redis.stop();
  });

  it('takes effect at once in every process', async () => {
    heard = Promise.withResolvers();
    const { id, secret } = (await makeKey()).body;
    expect([await me(here, secret), await me(there, secret)]).toEqual([200, 200]);
    expect((await revoke(id)).status).toBe(204);
    expect(await heard.promise).toBe(id);
    expect([await me(here, secret), await me(there, secret)]).toEqual([401, 401]);
  });

  it('is found by the others as soon as Redis is back, when it was away', async () => {
    const { id, secret } = (await makeKey()).body;
    expect(await me(there, secret)).toBe(200);
    await redis.kill();
    expect((await revoke(id)).status).toBe(204);
    expect([await me(here, secret), await me(there, secret)]).toEqual([401, 200]); // believed for a minute at most
    await redis.restart();
    await vi.waitFor(async () => expect(await me(there, secret)).toBe(401), 10_000);
  });
});
