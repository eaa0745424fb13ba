// What every operation must do, whatever else it does: a loop over the contract, so that a new operation cannot forget it.
import { describe, expect, it } from 'vitest';
import type { Call, OperationId, Reply } from './client.js';
import { type ContractOperation, operations, type Role } from './contract.js';

export interface SharedWorld {
  call: Call;
  /** A key of each role in the first workspace. */
  keys: Record<Role, string>;
  /** Keys that must not work: unknown, mistyped, revoked, expired. */
  badKeys: Record<string, string>;
}

export interface SharedFixtures {
  /** Makes what a path parameter names in ANOTHER workspace, and gives its id. */
  foreign: Record<string, (world: SharedWorld) => Promise<string>>;
  /** A body that the contract accepts, for each operation that takes one. */
  bodies: Record<string, (world: SharedWorld) => Promise<object>>;
  /** Bodies that name something of another workspace, for operations that take ids in their body. */
  foreignBodies: Record<string, (world: SharedWorld) => Promise<object>>;
}

/** Path parameters whose values belong to no workspace. */
const SAME_FOR_ALL = ['actionId', 'provider'];

const BELOW: Record<Role, Role | undefined> = { viewer: undefined, developer: 'viewer', admin: 'developer' };

export function describeSharedCases(getWorld: () => SharedWorld, fixtures: SharedFixtures): void {
  const need = <T>(table: Record<string, T>, name: string, operation: string): T => {
    const found = table[name];
    if (found === undefined) throw new Error(`${operation}: the shared cases have no fixture for ${name}`);
    return found;
  };

  for (const operation of operations.filter(({ role }) => role !== undefined))
    describe(operation.id, () => {
      const id = operation.id as OperationId;
      const request = async (key: string | undefined, more: object = {}): Promise<Reply<object>> => {
        const world = getWorld();
        const body = operation.hasBody ? await need(fixtures.bodies, operation.id, operation.id)(world) : undefined;
        return world.call(id, { key, ...(body && { body: body as never }), ...more });
      };

      it('needs a key, and every bad one gets the same answer', async () => {
        const answers = await Promise.all(
          [undefined, ...Object.values(getWorld().badKeys)].map(async (key) => withoutRequestId(await request(key))),
        );
        expect(answers[0]).toMatchObject({ status: 401, code: 'unauthenticated' });
        for (const answer of answers) expect(answer).toEqual(answers[0]);
      });

      const below = BELOW[operation.role!];
      if (below)
        it(`refuses the role ${below}`, async () => {
          const reply = await request(getWorld().keys[below]);
          expect([reply.status, reply.body.code]).toEqual([403, 'forbidden']);
        });

      it('refuses what the contract does not know', async () => {
        const reply = await request(getWorld().keys.admin, { query: { thereIsNoSuchParameter: 1 } });
        expect([reply.status, reply.body.code, reply.body.errors?.[0]?.pointer]).toEqual([
          422,
          'unknown_field',
          'query/thereIsNoSuchParameter',
        ]);
      });

      if (operation.hasBody)
        it('refuses an unknown field of its body', async () => {
          const valid = await need(fixtures.bodies, operation.id, operation.id)(getWorld());
          const reply = await request(getWorld().keys.admin, { body: { ...valid, thereIsNoSuchField: 1 } });
          expect([reply.status, reply.body.errors?.[0]]).toMatchObject([
            422,
            { pointer: '/thereIsNoSuchField', code: 'unknown_field' },
          ]);
        });

      for (const name of operation.pathParameters.filter((parameter) => !SAME_FOR_ALL.includes(parameter)))
        it(`hides another workspace's ${name}`, async () => {
          const world = getWorld();
          const foreign = await need(fixtures.foreign, name, operation.id)(world);
          const hidden = await request(world.keys.admin, { path: { [name]: foreign } });
          const unknown = await request(world.keys.admin, { path: { [name]: unknownLike(foreign) } });
          expect(hidden.status).toBe(404);
          expect(withoutRequestId(hidden)).toEqual(withoutRequestId(unknown));
        });

      const foreignBody = fixtures.foreignBodies[operation.id];
      if (foreignBody)
        it("hides another workspace's things named in its body", async () => {
          const reply = await request(getWorld().keys.admin, { body: await foreignBody(getWorld()) });
          expect(reply.status).toBe(404);
        });
    });
}

/** An id of the same kind that nothing has. */
const unknownLike = (id: string) => `${id.slice(0, id.lastIndexOf('_'))}_01h455vb4pex5vsknk084sn02q`;

const withoutRequestId = ({ status, headers, body }: Reply<unknown>) => ({
  ...body,
  requestId: undefined,
  status,
  contentType: headers.get('content-type'),
  challenge: headers.get('www-authenticate'),
});

export type { ContractOperation };
