import { answer, reset } from '@relay/testing';
import { describe, expect, it } from 'vitest';
import { newMasterKey } from '../../platform/crypto/index.js';
import { deleteRevoked } from './connections.repository.js';
import { CLIENT, tokenReply, useConnections } from './testing.js';

const world = useConnections();
const asked = () => world().server.received.map(({ method, path }) => `${method} ${path}`);
const NOTHING_LEFT = {
  status: 'revoked',
  account_id: null,
  account_name: null,
  scopes: [],
  sealed_key: null,
  sealed_tokens: null,
  client_id: null,
  next_refresh_at: null,
};

describe('disconnecting', () => {
  it('revokes at Google with the refresh token, and erases', async () => {
    world().server.behave(answer(200, '{}'));
    const id = await world().connect();
    const reply = await world().process().disconnect(id);
    expect(reply).toMatchObject({ id, status: 'revoked', account: null, scopes: [] });
    expect(reply.reason).toContain('Google has revoked them');
    expect(await world().row(id)).toMatchObject(NOTHING_LEFT);
    expect(asked()).toEqual(['POST /revoke']);
    expect(world().server.received[0]!.body).toBe('token=first-refresh-token');
    expect(await world().told(id)).toEqual(['audit connection.revoked', 'webhook connection.revoked']);
  });

  it('deletes the grant at GitHub, as the client that it was given to', async () => {
    world().server.behave(answer(204));
    const id = await world().connect({ provider: 'github', refreshToken: undefined, expiresIn: undefined });
    expect((await world().process().disconnect(id)).reason).toContain('GitHub has revoked them');
    const [request] = world().server.received;
    expect(asked()).toEqual(['DELETE /applications/client/grant']);
    expect(request!.headers.authorization).toBe(`Basic ${btoa(`${CLIENT.clientId}:${CLIENT.clientSecret}`)}`);
    expect(JSON.parse(request!.body)).toEqual({ access_token: 'first-access-token' });
  });

  it.each([
    ['is all that there was: it has ended', undefined, 'GitHub has revoked them'],
    ['came with a refresh token: that one may work', 'a-refresh-token', 'answered with 404) and may still know them'],
  ])('of an access token that GitHub does not know, and that %s', async (_, refreshToken, reason) => {
    world().server.behave(answer(404));
    const id = await world().connect({ provider: 'github', refreshToken });
    expect((await world().process().disconnect(id)).reason).toContain(reason);
  });

  it('says where a person ends it at Microsoft, which has no such request', async () => {
    const id = await world().connect({ provider: 'microsoft' });
    const { reason } = await world().process().disconnect(id);
    expect(reason).toMatch(/erased here. Microsoft has no way .* https:\/\/myapps.microsoft.com/);
    expect(asked()).toEqual([]);
    expect(await world().row(id)).toMatchObject(NOTHING_LEFT);
  });

  it.each([
    ['answers 500', answer(500), 'answered with 500'],
    ['drops the connection', reset, 'did not answer'],
  ])('erases though the provider %s, and says that it may still know the tokens', async (_, behaviour, why) => {
    world().server.behave(behaviour);
    const id = await world().connect();
    const { reason } = await world().process().disconnect(id);
    expect(reason).toContain(`Google could not be asked to revoke them (it ${why}) and may still know them`);
    expect(await world().row(id)).toMatchObject(NOTHING_LEFT);
  });

  it('has erased before the provider answers', async () => {
    const goOn = Promise.withResolvers<void>();
    world().server.behave((response, received) => void goOn.promise.then(() => answer(200)(response, received)));
    const id = await world().connect();
    const disconnecting = world().process().disconnect(id);
    await world().server.arrived(1);
    expect(await world().row(id)).toMatchObject(NOTHING_LEFT);
    expect(await world().process().token(id)).toMatchObject({ code: 'connection_revoked' });
    goOn.resolve();
    await expect(disconnecting).resolves.toMatchObject({ status: 'revoked' });
  });

  it('happens once, and again changes nothing', async () => {
    world().server.behave(answer(200));
    const id = await world().connect();
    const { disconnect } = world().process();
    const replies = await Promise.all(Array.from({ length: 10 }, () => disconnect(id)));
    for (const { status } of replies) expect(status).toBe('revoked');
    expect(asked()).toEqual(['POST /revoke']);
    const before = await world().row(id);
    expect((await disconnect(id)).reason).toContain('Google has revoked them');
    expect(await world().row(id)).toEqual(before);
    expect(await world().told(id)).toHaveLength(2);
  });

  it('wins over a refresh that is under way', async () => {
    const id = await world().connect({ expiresIn: 0 });
    const { token, disconnect } = world().process();
    const arrived = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    world().server.behave(async (response, received) => {
      if (received.path === '/revoke') return answer(200)(response, received);
      arrived.resolve();
      await goOn.promise;
      tokenReply({ access_token: 'second-access-token', expires_in: 3600 })(response, received);
    });
    const refreshed = token(id);
    await arrived.promise;
    await disconnect(id);
    goOn.resolve();
    expect(await refreshed).toMatchObject({ kind: 'none', code: 'connection_revoked' });
    expect(await world().row(id)).toMatchObject(NOTHING_LEFT);
  });

  it('of one of two connections leaves the consent that the other one lives by', async () => {
    world().server.behave(answer(204));
    const { disconnect } = world().process();
    const [one, two] = [await world().connect(), await world().connect()];
    expect((await disconnect(one)).reason).toContain('another connection still uses it');
    expect(asked()).toEqual([]);
    expect((await disconnect(two)).reason).toContain('may still know'); // 204 is not what Google answers
    const microsoft = { provider: 'microsoft', accountId: 'shared' };
    const [atMicrosoft] = [await world().connect(microsoft), await world().connect(microsoft)];
    expect((await disconnect(atMicrosoft!)).reason).toContain(
      'Microsoft has no way for an application to revoke them.',
    );
    const github = { provider: 'github', accountId: 'shared' };
    const first = await world().connect(github);
    await world().connect(github);
    expect((await disconnect(first)).reason).toContain('GitHub has revoked them');
    expect(asked()).toEqual(['POST /revoke', 'DELETE /applications/client/token']);
  });

  it('works without the master key and without the client, and says what could not be done', async () => {
    const { connect, process } = world();
    const [unreadable, orphaned] = [await connect(), await connect({ accountId: 'another' })];
    const lost = process({ masterKeys: newMasterKey('other') });
    expect((await lost.disconnect(unreadable)).reason).toMatch(/could not be opened.*myaccount.google.com/);
    const without = process({ client: undefined });
    expect((await without.disconnect(orphaned)).reason).toMatch(/client .*not configured/);
    for (const id of [unreadable, orphaned]) expect(await world().row(id)).toMatchObject(NOTHING_LEFT);
  });

  it('needs an id that the workspace has', async () => {
    const { disconnect } = world().process();
    for (const id of ['nothing', 'conn_01m8bdzk4yfh9tqp3v6w2x5c7n'])
      await expect(disconnect(id)).rejects.toMatchObject({ status: 404, code: 'connection_not_found' });
  });
});

it('a disconnected connection is forgotten after 30 days, and no other', async () => {
  const { connect, process, db } = world();
  const [old, young, active] = [await connect(), await connect(), await connect()];
  for (const id of [old, young]) await process({ client: undefined }).disconnect(id);
  const age = (id: string, days: number) =>
    db('connections')
      .where({ id })
      .update({ updated_at: db.raw('now() - make_interval(days => ?)', [days]) });
  await Promise.all([age(old, 31), age(young, 29), age(active, 90)]);
  expect(await deleteRevoked(db)).toBe(1);
  expect((await db('connections').select('id')).map(({ id }) => id).sort()).toEqual([young, active].sort());
});
