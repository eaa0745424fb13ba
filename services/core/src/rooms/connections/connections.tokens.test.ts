import { answer, hang, inTurn, reset } from '@relay/testing';
import { describe, expect, it } from 'vitest';
import { ConnectionAccess } from './connections.access.js';
import { CLIENT, refusal, tokenReply, useConnections } from './testing.js';

const world = useConnections();
const RENEWED = { access_token: 'second-access-token', expires_in: 3600, token_type: 'Bearer' };
const asked = () => world().server.received.map(({ path }) => path);

describe('an access token', () => {
  it('is given as it is while it lasts for a minute', async () => {
    const id = await world().connect({ expiresIn: 90 });
    expect(await world().process().token(id)).toEqual({ kind: 'token', value: 'first-access-token', version: 1 });
    expect(asked()).toEqual([]);
  });

  it('is renewed when it does not, with the client and the refresh token, and the old refresh token stays', async () => {
    world().server.behave(tokenReply(RENEWED));
    const id = await world().connect({ expiresIn: 30 });
    expect(await world().process().token(id)).toEqual({ kind: 'token', value: 'second-access-token', version: 2 });
    expect(Object.fromEntries(new URLSearchParams(world().server.received[0]!.body))).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'first-refresh-token',
      client_id: CLIENT.clientId,
      client_secret: CLIENT.clientSecret,
    });
    expect(await world().kept(id)).toEqual({
      accessToken: 'second-access-token',
      refreshToken: 'first-refresh-token',
      clientId: CLIENT.clientId,
    });
  });

  it('comes with a new refresh token where the provider rotates them', async () => {
    world().server.behave(tokenReply({ ...RENEWED, refresh_token: 'second-refresh-token' }));
    const id = await world().connect({ provider: 'microsoft', expiresIn: -5 });
    await world().process().token(id);
    expect(await world().kept(id)).toMatchObject({ refreshToken: 'second-refresh-token' });
    expect(asked()).toEqual(['/common/oauth2/v2.0/token']);
  });

  it('is asked for once, however many want it at the same time', async () => {
    world().server.behave((response, received) => setImmediate(() => tokenReply(RENEWED)(response, received)));
    const id = await world().connect({ expiresIn: 0 });
    const { token } = world().process();
    const given = await Promise.all(Array.from({ length: 100 }, () => token(id)));
    expect(new Set(given.map((one) => one.kind === 'token' && one.value))).toEqual(new Set(['second-access-token']));
    expect(asked()).toEqual(['/token']);
  });

  it('is asked for once by processes that share a database', async () => {
    world().server.behave((response, received) => setTimeout(() => tokenReply(RENEWED)(response, received), 50));
    const id = await world().connect({ expiresIn: 0 });
    const processes = [world().process(), world().process(), world().process()];
    const given = await Promise.all(Array.from({ length: 99 }, (_, index) => processes[index % 3]!.token(id)));
    expect(given.every((one) => one.kind === 'token' && one.version === 2)).toBe(true);
    expect(asked()).toEqual(['/token']);
  });

  it('that never ends is never renewed', async () => {
    const id = await world().connect({ provider: 'github', expiresIn: undefined, refreshToken: undefined });
    expect(await world().process().token(id)).toMatchObject({ value: 'first-access-token' });
    expect((await world().row(id)).next_refresh_at).toBeNull();
  });

  it('is none without tokens, after a disconnect, and for a connection that is not there', async () => {
    const { process, connect } = world();
    const { token, disconnect } = process();
    const id = await connect();
    await disconnect(id);
    for (const gone of [id, 'conn_nothing'])
      expect(await token(gone)).toMatchObject({ kind: 'none', code: 'connection_revoked', retryable: false });
  });
});

describe('tokens of another authorization', () => {
  it('keep the refresh token that was there when they bring none, of the same client only', async () => {
    const { connect, kept, authorizeAgain } = world();
    const [same, other] = [await connect(), await connect()];
    await authorizeAgain(same, { accessToken: 'wider', refreshToken: undefined });
    await authorizeAgain(other, { accessToken: 'wider', refreshToken: undefined, clientId: 'another' });
    expect(await kept(same)).toMatchObject({ accessToken: 'wider', refreshToken: 'first-refresh-token' });
    expect((await kept(other)).refreshToken).toBeUndefined();
  });

  it('make a refresh that is under way worthless', async () => {
    const id = await world().connect({ expiresIn: 0 });
    world().server.behave(async (response, received) => {
      await world().authorizeAgain(id, { accessToken: 'authorized again' });
      tokenReply(RENEWED)(response, received);
    });
    expect(await world().process().token(id)).toMatchObject({ value: 'authorized again', version: 2 });
    expect(await world().kept(id)).toMatchObject({ accessToken: 'authorized again' });
  });
});

describe('a token that the provider rejects', () => {
  const aged = (id: string) =>
    world()
      .db('connections')
      .where({ id })
      .update({ tokens_at: world().db.raw("now() - interval '5 minutes'") });

  it('is renewed though its time is not over', async () => {
    world().server.behave(tokenReply(RENEWED));
    const id = await world().connect();
    await aged(id);
    expect(await world().process().token(id, 1)).toMatchObject({ value: 'second-access-token', version: 2 });
  });

  it('is not asked for again when somebody has renewed it meanwhile', async () => {
    world().server.behave(tokenReply(RENEWED));
    const id = await world().connect();
    await aged(id);
    const { token } = world().process();
    await token(id, 1);
    expect(await token(id, 1)).toMatchObject({ version: 2 });
    expect(asked()).toEqual(['/token']);
  });

  it('is no reason to ask for more and more of them', async () => {
    const id = await world().connect();
    const given = await world().process().token(id, 1);
    expect(given).toMatchObject({ kind: 'none', code: 'connection_degraded', retryable: true });
    expect(asked()).toEqual([]);
  });

  it('means that the access is over where none can be renewed, and that is told once', async () => {
    const { connect, process, told, row } = world();
    const id = await connect({ provider: 'github', expiresIn: undefined, refreshToken: undefined });
    const { token } = process();
    const given = await Promise.all([token(id, 1), token(id, 1), token(id, 1)]);
    for (const one of given) expect(one).toMatchObject({ code: 'connection_expired', retryable: false });
    expect(await told(id)).toEqual(['audit connection.expired', 'webhook connection.expired']);
    expect((await row(id)).reason).toContain('GitHub does not accept this access any more');
  });
});

describe('a provider that', () => {
  it.each([
    ['refuses the refresh token', refusal('invalid_grant')],
    ["refuses it in GitHub's way", refusal('bad_refresh_token', 200)],
  ])('%s ends the connection, with one reason and one event', async (_, behaviour) => {
    world().server.behave(behaviour);
    const id = await world().connect({ expiresIn: 0 });
    const { token } = world().process();
    const given = await Promise.all(Array.from({ length: 20 }, () => token(id)));
    for (const one of given) expect(one).toMatchObject({ code: 'connection_expired', retryable: false });
    expect(await world().row(id)).toMatchObject({ status: 'expired', next_refresh_at: null });
    expect((await world().row(id)).reason).toMatch(/Google ended this access.* authorize it again/);
    expect(await world().told(id)).toEqual(['audit connection.expired', 'webhook connection.expired']);
    expect(asked()).toEqual(['/token']);
  });

  it.each([
    ['answers 500', answer(500, 'oops')],
    ['answers 503 with an error that would end it', refusal('invalid_grant', 503)],
    ['drops the connection', reset],
    ['answers garbage', answer(200, '<html>')],
    ['gives a token that no header can carry', tokenReply({ access_token: 'new\r\nx: y' })],
    ['answers with no token', tokenReply({ token_type: 'Bearer' })],
    ['does not know the client', refusal('invalid_client', 401)],
  ])('%s degrades it, and is left alone for a while', async (_, behaviour) => {
    world().server.behave(behaviour);
    const id = await world().connect({ expiresIn: 0 });
    const { token } = world().process();
    const given = await Promise.all(Array.from({ length: 20 }, () => token(id)));
    for (const one of given) expect(one).toMatchObject({ code: 'connection_degraded', retryable: true });
    expect(await token(id)).toMatchObject({ code: 'connection_degraded' });
    expect(await world().row(id)).toMatchObject({ status: 'degraded', refresh_failures: 1, version: 1 });
    expect(await world().told(id)).toEqual(['audit connection.degraded', 'webhook connection.degraded']);
    expect(asked()).toEqual(['/token']);
  });

  it('is down leaves the token in use that still works', async () => {
    world().server.behave(answer(503));
    const id = await world().connect({ expiresIn: 45 });
    const { token } = world().process();
    for (const one of [await token(id), await token(id)]) expect(one).toMatchObject({ value: 'first-access-token' });
    expect((await world().row(id)).status).toBe('degraded');
    expect(asked()).toEqual(['/token']);
  });

  it('asks for a pause gets it', async () => {
    world().server.behave(answer(429, '', { 'retry-after': '1800' }));
    const id = await world().connect({ expiresIn: 0 });
    await world().process().token(id);
    const { rows } = await world().db.raw(
      'select extract(epoch from next_refresh_at - now())::int as wait from connections',
    );
    expect(rows[0].wait).toBeGreaterThan(1_790);
  });

  it('comes back makes it active again, which is told', async () => {
    world().server.behave(inTurn(answer(500), tokenReply(RENEWED)));
    const id = await world().connect({ expiresIn: 0 });
    const { token, refresher } = world().process();
    await token(id);
    await world().db('connections').update({ next_refresh_at: world().db.fn.now() });
    expect(await refresher.refreshDue('google')).toBe(1);
    expect(await world().row(id)).toMatchObject({ status: 'active', reason: null, refresh_failures: 0 });
    expect((await world().told(id)).filter((what) => what.startsWith('webhook'))).toEqual([
      'webhook connection.degraded',
      'webhook connection.active',
    ]);
  });

  it('hangs is waited for no longer than the request may take', async () => {
    world().server.behave(hang);
    const id = await world().connect({ expiresIn: 0 });
    const { tokens } = world().process();
    const given = await tokens.accessToken(world().workspaceId, id, { endsAt: performance.now() + 100 });
    expect(given).toMatchObject({ kind: 'none', code: 'connection_degraded', retryable: true });
  });
});

describe('an OAuth client that', () => {
  it.each([['is not configured any more', undefined]])(
    '%s degrades its connections, and nothing is asked of the provider',
    async (_, client) => {
      const id = await world().connect({ expiresIn: 0 });
      expect(await world().process({ client }).token(id)).toMatchObject({ code: 'connection_degraded' });
      expect((await world().row(id)).reason).toContain('configure that client');
      expect(asked()).toEqual([]);
    },
  );
});

it('a pause that a provider asks for is kept for all processes, and never cut short', async () => {
  const { db, connect, workspaceId, row } = world();
  const id = await connect();
  const access = new ConnectionAccess({ db, chooser: undefined as never, tokens: world().process().tokens });
  const until = async () => ((await row(id)).throttled_until as Date).getTime();
  await access.throttle(workspaceId, id, 60_000);
  const first = await until();
  await access.throttle(workspaceId, id, 1_000);
  expect(await until()).toBe(first);
  await access.throttle(workspaceId, id, 120_000);
  expect(await until()).toBeGreaterThan(first + 50_000);
});

describe('no token', () => {
  it('is in the log or in what is told', async () => {
    world().server.behave(inTurn(refusal('temporarily_unavailable', 500), refusal('invalid_grant')));
    const id = await world().connect({ expiresIn: 0 });
    const { token, refresher } = world().process();
    await token(id);
    await world().db('connections').update({ next_refresh_at: world().db.fn.now() });
    await refresher.refreshDue('google');
    const events = await world().db('audit_events').where({ subject_id: id });
    const text = [...world().logged, JSON.stringify([events, await world().db('webhook_deliveries')])].join('\n');
    expect(text).toContain('connection.expired');
    expect(text).not.toMatch(/(first|second)-(access|refresh)-token|a-client-secret/);
  });
});
