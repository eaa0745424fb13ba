import { beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../index.js';
import { Application, api } from '../testing/flow.js';
import { useEmulators } from '../testing/use-emulators.js';

const MESSAGES = '/v1/spaces/AAAAengineer/messages';
const emulators = useEmulators();
let token: string;
beforeEach(() => {
  token = emulators.google.issueToken({ scopes: ['https://www.googleapis.com/auth/chat.messages'] });
});

const post = (text = 'hi') => api(emulators.google, token)('POST', MESSAGES, { text });
const arm = (fault: Fault) => emulators.google.faults.add(fault);
const arrived = () => emulators.google.state.chat.messages.length;

describe('a fault', () => {
  it('strikes as many calls as it says, of the method and path that it names', async () => {
    arm({ kind: 'status', status: 503, method: 'POST', path: '/v1/spaces/*/messages', times: 2, skip: 1 });
    const call = api(emulators.google, token);
    expect((await call('GET', `${MESSAGES}/x`)).status).toBe(404);
    const statuses = [];
    for (let index = 0; index < 4; index += 1) statuses.push((await post()).status);
    expect([statuses, arrived()]).toEqual([[200, 503, 503, 200], 2]);
  });

  it.each([
    ['a status', { kind: 'status', status: 500 }, 500, 'INTERNAL'],
    ['too many requests', { kind: 'rate_limited', retryAfterSeconds: 7 }, 429, 'RESOURCE_EXHAUSTED'],
    ['a token that is refused', { kind: 'unauthorized' }, 401, 'UNAUTHENTICATED'],
  ] as const)('answers %s, and nothing happens', async (_, fault, status, word) => {
    arm(fault);
    const reply = await post();
    expect([reply.status, reply.body.error.status, arrived()]).toEqual([status, word, 0]);
    expect(reply.headers.get('retry-after')).toBe('retryAfterSeconds' in fault ? '7' : null);
  });

  it('says a quota as the provider does', async () => {
    arm({ kind: 'quota', path: '/calendar/*' });
    const calendar = await api(emulators.google, token)('GET', '/calendar/v3/calendars/primary/events');
    expect([calendar.status, calendar.body.error.errors[0].reason]).toEqual([403, 'userRateLimitExceeded']);
    emulators.github.faults.add({ kind: 'quota' });
    const github = await api(emulators.github, 'any')('GET', '/user');
    expect([github.status, github.headers.get('x-ratelimit-remaining')]).toEqual([403, '0']);
  });

  it.each([
    ['before', false, 0],
    ['after', true, 1],
  ])('resets the connection %s the effect took place', async (_, after, count) => {
    arm({ kind: 'reset', after });
    await expect(post()).rejects.toThrow();
    expect([arrived(), emulators.google.calls.mutations()[0]!.status]).toEqual([count, undefined]);
  });

  it('never answers, whether the effect took place or not', async () => {
    arm({ kind: 'hang', after: true });
    const waiting = fetch(emulators.google.url + MESSAGES, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{"text":"hi"}',
      signal: AbortSignal.timeout(300),
    });
    await expect(waiting).rejects.toThrow('timeout');
    expect(arrived()).toBe(1);
  });

  it('is late', async () => {
    arm({ kind: 'slow', ms: 60 });
    const before = performance.now();
    expect((await post()).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThanOrEqual(59);
  });

  it('answers what is not JSON, after the effect took place', async () => {
    arm({ kind: 'garbage' });
    const reply = await post();
    expect([reply.status, typeof reply.body, arrived()]).toEqual([200, 'string', 1]);
  });

  it('answers a status after the effect took place', async () => {
    arm({ kind: 'status', status: 502, after: true, body: 'Bad Gateway' });
    expect([(await post()).status, arrived()]).toEqual([502, 1]);
  });

  it('strikes the token endpoint only where it is named', async () => {
    arm({ kind: 'status', status: 500 });
    const application = new Application(emulators.google);
    const { refresh_token: refresh } = await application.connect({}, { prompt: 'consent' });
    arm({ kind: 'invalid_grant', path: '/token' });
    arm({ kind: 'status', status: 503, path: '/token' });
    arm({ kind: 'no_refresh_token', path: '/token' });
    expect(await application.refresh(refresh!)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect((await application.refresh(refresh!)).status).toBe(503);
    const { body } = await application.refresh(refresh!);
    expect([body.access_token, body.refresh_token]).toEqual([expect.any(String), undefined]);
  });

  it('leaves a refresh token of Microsoft good that it has not replaced', async () => {
    const application = new Application(emulators.microsoft);
    const { refresh_token: refresh } = await application.connect();
    emulators.microsoft.faults.add({ kind: 'no_refresh_token', path: '/common/oauth2/v2.0/token' });
    expect((await application.refresh(refresh!)).body.refresh_token).toBeUndefined();
    expect((await application.refresh(refresh!)).status).toBe(200);
  });

  it('is refused when it is none', () => {
    expect(() => arm({ kind: 'bad luck' } as never)).toThrow('kind must be one of');
    expect(() => arm({ kind: 'status' } as never)).toThrow('status must be');
  });
});

describe('the paths of the emulator itself', () => {
  const own = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
    api(emulators.google, undefined)(method, `/_emulator/${path}`, body, headers);

  it('take faults, list them and forget them', async () => {
    expect((await own('POST', 'faults', { kind: 'status', status: 500 })).status).toBe(201);
    expect((await own('GET', 'faults')).body.faults).toEqual([{ kind: 'status', status: 500, times: 1 }]);
    expect((await post()).status).toBe(500);
    await own('POST', 'faults', [{ kind: 'quota' }, { kind: 'quota' }]);
    await own('DELETE', 'faults', {});
    expect((await post()).status).toBe(200);
    expect(await own('POST', 'faults', { kind: 'x' })).toMatchObject({
      status: 400,
      body: { error: expect.any(String) },
    });
  });

  it('let tokens expire, and begin anew', async () => {
    await own('POST', 'expire-tokens', {});
    expect((await post()).status).toBe(401);
    await own('POST', 'reset', {});
    expect((await own('GET', 'calls')).body.calls).toEqual([]);
  });

  it('change nothing for the form of another site', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await own('POST', 'reset', undefined, form)).status).toBe(415);
    expect((await own('GET', 'nothing')).status).toBe(404);
  });
});
