// The wall clock of core is set in the middle of its work, by an hour, forward and back. The database's clock stays: it is the one
// that counts, and what lasts is measured by a clock that nobody sets.
import { answer, type Behaviour, hang, reset } from '@relay/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createKey } from '../src/operator/provision.js';
import { Authenticator, Hasher } from '../src/rooms/api-keys/index.js';
import { fakeAction } from './actions/fake-action.js';
import { stepClock } from './stepping-clock.js';
import { useWorld } from './world.js';

const HOUR_MS = 3_600_000;
const world = useWorld({ sendDeadlineMs: 500, actions: [fakeAction('probe')] });
const limited = useWorld({ rateLimits: { workspace: { perSecond: 0.01, burst: 3 } } });

beforeEach(() => world().receiver.behave(answer(200)));
afterEach(() => {
  stepClock(0);
  vi.restoreAllMocks();
});

const developer = () => world().keys.developer;
const admin = () => world().keys.admin;
const preview = async (action = 'webhook.send') =>
  (await world().call('actions.preview', { key: developer(), body: { action, input: { url: world().receiver.url } } }))
    .body;
const execute = ({ id: previewId, digest }: { id: string; digest: string }, headers = {}) =>
  world().call('actions.execute', { key: developer(), body: { previewId, digest }, headers });

/** By the database's clock, in milliseconds. */
const now = async () => Number((await world().db.raw('select extract(epoch from now()) * 1000 as now')).rows[0].now);
async function expectNow(...times: Array<string | number | null>) {
  const moment = await now();
  const seconds = times.map((time) => Math.round((new Date(time!).getTime() - moment) / 1_000));
  for (const beside of seconds) expect(Math.abs(beside)).toBeLessThan(60);
}

describe.each([
  ['forward', HOUR_MS],
  ['back', -HOUR_MS],
])('a clock that steps %s by an hour', (_, step) => {
  /** Sets the clock when the request has arrived: in the middle of an execution. */
  const stepThen =
    (next: Behaviour): Behaviour =>
    (...request) => {
      stepClock(step);
      next(...request);
    };

  it('in the middle of a send changes neither what became of it nor how long it took', async () => {
    const plan = await preview();
    world().receiver.behave(stepThen(answer(200)));
    const { body } = await execute(plan);
    expect(body).toMatchObject({ status: 'succeeded', attempts: 1 });
    expect(body.durationMs).toBeLessThan(60_000);
    await expectNow(body.startedAt, body.finishedAt);
  });

  it.each<[string, Behaviour, string]>([
    ['webhook.send', hang, 'outcome_unknown'],
    ['fake.probe', reset, 'succeeded'],
  ])('leaves the deadline of %s where it was', async (action, behaviour, outcome) => {
    const plan = await preview(action);
    world().receiver.behave((response, request) =>
      stepThen(request.method === 'GET' ? answer(200) : behaviour)(response, request),
    );
    const startedAt = performance.now();
    expect((await execute(plan)).body.status).toBe(outcome);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  it('signs a webhook with the time that it is', async () => {
    stepClock(step);
    const { receiver } = world();
    await execute(await preview());
    await expectNow(Number(receiver.received.at(-1)!.headers['webhook-timestamp']) * 1_000);
  });

  it("signs Relay's own events with the time that it is, and tells it in them", async () => {
    stepClock(step);
    const { call, receiver, container } = world();
    const { body } = await call('webhooks.endpoints.create', { key: admin(), body: { url: receiver.url } as never });
    const path = { endpointId: body.id };
    await call('webhooks.endpoints.ping', { key: admin(), path });
    await container.webhookDeliverer.deliverOnce();
    const { headers, body: event } = receiver.received.at(-1)!;
    await call('webhooks.endpoints.delete', { key: admin(), path });
    await expectNow(Number(headers['webhook-timestamp']) * 1_000, JSON.parse(event).timestamp);
  });

  it('gives a preview its hour', async () => {
    const [ready, expired] = [await preview(), await preview()];
    await world().db('previews').where({ id: expired.id }).update({ expires_at: world().db.fn.now() });
    stepClock(step);
    expect([(await execute(ready)).status, (await execute(expired)).status]).toEqual([200, 410]);
    expect((await execute(await preview())).status).toBe(200);
  });

  it('replays what is kept', async () => {
    const headers = { 'idempotency-key': `step-${step}` };
    const plan = await preview();
    const { text } = await execute(plan, headers);
    stepClock(step);
    const again = await execute(plan, headers);
    expect([again.text, again.headers.get('idempotent-replayed')]).toEqual([text, 'true']);
  });

  it('lets a key expire when it is time, and takes no time that is over', async () => {
    stepClock(step);
    const create = (milliseconds: number, moment: number) =>
      world().call('apiKeys.create', {
        key: admin(),
        body: { name: 'short', role: 'viewer', expiresAt: new Date(moment + milliseconds).toISOString() },
      });
    const moment = await now();
    expect((await create(-HOUR_MS / 2, moment)).status).toBe(422);
    const { status, body } = await create(HOUR_MS / 2, moment);
    expect(status).toBe(201);
    const me = async () => (await world().call('me.get', { key: body.secret })).status;
    expect(await me()).toBe(200);
  });

  it('believes a key that another process has revoked for a minute and no longer', async () => {
    const { db, workspace } = world();
    const { id, secret } = await createKey(db, { workspaceId: workspace.id, name: 'x', role: 'viewer', mode: 'test' });
    const authenticator = new Authenticator({ db, hasher: new Hasher(), modes: ['test'] });
    const request = { headers: { authorization: `Bearer ${secret}` } } as never;
    await authenticator.authenticate(request, 'viewer');
    await db('api_keys').where({ id }).update({ revoked_at: db.fn.now() });
    stepClock(step);
    await authenticator.authenticate(request, 'viewer');
    const later = performance.now() + 60_000;
    vi.spyOn(performance, 'now').mockReturnValue(later);
    await expect(authenticator.authenticate(request, 'viewer')).rejects.toMatchObject({ status: 401 });
  });

  it('neither empties nor fills a rate limit', async () => {
    const { call, workspace, other } = limited();
    const { keys } = step > 0 ? workspace : other;
    const me = async () => (await call('me.get', { key: keys.viewer })).status;
    const before = [await me(), await me()];
    stepClock(step);
    expect([...before, await me(), await me()]).toEqual([200, 200, 200, 429]);
  });

  it('lets nobody else settle what is under way, and settles what was left', async () => {
    const { db, container } = world();
    const leftBehind = (await execute(await preview())).body.id;
    const running = { status: 'running', finished_at: null, output: null, error: null };
    await db('executions')
      .where({ id: leftBehind })
      .update({ ...running, lease_expires_at: db.raw("now() - interval '1 second'") });
    const plan = await preview();
    let isUntouched: boolean | undefined;
    world().receiver.behave(async (response) => {
      stepClock(step);
      await container.reconciler.reconcile();
      const [row] = await db('executions').where({ preview_id: plan.id });
      isUntouched = row.status === 'running';
      response.end();
    });
    expect([(await execute(plan)).body.status, isUntouched]).toEqual(['succeeded', true]);
    const path = { executionId: leftBehind };
    const { body: settled } = await world().call('executions.get', { key: developer(), path });
    expect(settled.status).toBe('outcome_unknown');
    await expectNow(settled.finishedAt);
  });

  it('leaves the audit log in its order, and its checkpoints with the time that it is', async () => {
    const { call, container, workspace, db } = world();
    const { chainer, signer } = container;
    await chainer.chainOnce();
    const [last] = await db('audit_events').where({ workspace_id: workspace.id }).max('sequence as sequence');
    const made = [];
    for (const offset of [0, step, 0]) {
      stepClock(offset);
      made.push((await preview()).id);
      await chainer.chainOnce();
    }
    stepClock(step);
    const checkpoint = await signer.signHead(workspace.id);
    const rows = await db('audit_events')
      .where({ workspace_id: workspace.id, type: 'preview.created' })
      .where('sequence', '>', last!.sequence)
      .orderBy('sequence');
    expect(rows.map(({ subject_id }) => subject_id)).toEqual(made);
    await expectNow(checkpoint!.createdAt);
    expect((await call('audit.verify', { key: admin() })).body).toMatchObject({ valid: true, pending: 0 });
  });
});
