// Every operation with every role: what the contract says, and what it must go on saying.
import { type ContractOperation, operations, type Role } from '@relay/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { useWorld } from '../world.js';
import { idsOf, makeThings, type Things } from './things.js';

const world = useWorld();
let ours: Things;
let theirs: Things;
beforeAll(async () => {
  ours = await makeThings(world(), world().workspace);
  theirs = await makeThings(world(), world().other);
});

const ROLES: Role[] = ['viewer', 'developer', 'admin'];
const CHANGES = ['POST', 'PUT', 'PATCH', 'DELETE'];
/** Rooms that hold credentials, or what everybody did. */
const ADMIN_ROOMS = ['apiKeys', 'audit', 'webhooks'];
const roomOf = ({ id }: ContractOperation) => id.split('.')[0]!;
const guarded = operations.filter(({ role }) => role !== undefined);

async function statusOf(operation: ContractOperation, key: string, things: Things) {
  const { status, body } = await world().call(operation.id as 'me.get', {
    key,
    path: { ...idsOf(things), actionId: 'webhook.send', provider: 'github' },
    ...(operation.hasBody && { body: {} as never }),
  });
  return { status, code: body?.code };
}

describe('the contract', () => {
  it('lets nobody change anything who may only look', () => {
    const loose = guarded.filter(({ method, role }) => CHANGES.includes(method) && role === 'viewer');
    expect(loose.map(({ id }) => id)).toEqual([]);
  });

  it('keeps keys, secrets and the audit log for admins', () => {
    const loose = guarded.filter((operation) => ADMIN_ROOMS.includes(roomOf(operation)) && operation.role !== 'admin');
    expect(loose.map(({ id }) => id)).toEqual([]);
  });

  it('changes nothing by GET', () => {
    const verbs = /\.(create|execute|preview|discard|delete|revoke|rotate|rotateSecret|update|ping|retry|undo|send)$/;
    expect(operations.filter(({ id, method }) => verbs.test(id) && method === 'GET').map(({ id }) => id)).toEqual([]);
  });
});

describe.each(guarded.map((operation) => [operation.id, operation] as const))('%s', (_, operation) => {
  const needed = ROLES.indexOf(operation.role!);

  it.each(ROLES.slice(0, needed))('refuses %s, whatever is asked for', async (role) => {
    const key = world().keys[role];
    for (const things of [ours, theirs])
      expect(await statusOf(operation, key, things)).toEqual({ status: 403, code: 'forbidden' });
  });

  it.each(ROLES.slice(needed))('lets %s in', async (role) => {
    const { status } = await statusOf(operation, world().keys[role], ours);
    expect([401, 403]).not.toContain(status);
    expect(status).toBeLessThan(500);
  });
});

describe('a role that changed', () => {
  it('counts in the next request after the key was replaced', async () => {
    const { call, keys } = world();
    const made = await call('apiKeys.create', { key: keys.admin, body: { name: 'short-lived', role: 'admin' } });
    const { id, secret } = made.body;
    expect((await call('audit.list', { key: secret })).status).toBe(200);
    await call('apiKeys.revoke', { key: keys.admin, path: { apiKeyId: id } });
    expect((await call('audit.list', { key: secret })).status).toBe(401);
  });

  it('cannot be given by a developer to themselves', async () => {
    const { call, keys } = world();
    const body = { name: 'climber', role: 'admin' as const };
    expect((await call('apiKeys.create', { key: keys.developer, body })).status).toBe(403);
  });
});
