import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { useWorld } from '../../../test/world.js';
import { newMasterKey, parseMasterKeys, Sealer } from '../../platform/crypto/index.js';
import { signedPart } from './audit.hash.js';
import { currentKey, rotateKey } from './audit.keys.js';

const MASTER_KEY = newMasterKey('world');
const world = useWorld({ masterKeys: MASTER_KEY });
const checkpoints = async (query: Record<string, string | number> = {}, key = world().keys.admin) =>
  (await world().call('audit.checkpoints', { key, query })).body;
/** Lets the signer think that half a minute has passed. */
const due = () => world().db('audit_chains').update({ checkpoint_at: null });

async function addEvent() {
  await world().call('webhooks.secret.get', { key: world().keys.admin });
  await world().container.chainer.chainOnce();
}

describe('the signing key', () => {
  it('is one, though many processes need it at the same moment, and it is sealed', async () => {
    const { db } = world();
    const sealer = new Sealer(parseMasterKeys(newMasterKey('test')));
    const made = await db.transaction(async (transaction) => {
      const keys = await Promise.all(Array.from({ length: 5 }, () => currentKey(db, sealer)));
      expect(await transaction('audit_keys').count()).toEqual([{ count: '1' }]);
      return keys;
    });
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    const [row] = await db('audit_keys');
    expect(row.id).toBe(made[0]!.id);
    expect(row.sealed_private_key).toMatch(/^v1\.test\./);
    const secret = made[0]!.privateKey.export({ format: 'jwk' }).d!;
    expect(Buffer.from(row.sealed_private_key.split('.')[2], 'base64url').toString('latin1')).not.toContain(
      Buffer.from(secret, 'base64url').toString('latin1'),
    );
    await db('audit_keys').delete(); // it was sealed with a master key that this world has not
  });
});

describe('audit.checkpoints', () => {
  it('is empty, but names the key, before the first one', async () => {
    const { data, publicKeys } = await checkpoints();
    expect([data, publicKeys.length]).toEqual([[], 1]);
  });

  it('gives heads that the public key verifies', async () => {
    const { container, workspace } = world();
    await addEvent();
    expect(await container.signer.signDue()).toBe(2); // of both workspaces
    const { data, publicKeys } = await checkpoints();
    const [checkpoint] = data;
    const { head } = (await world().call('audit.verify', { key: world().keys.admin })).body;
    expect(checkpoint).toMatchObject({ workspaceId: workspace.id, ...head, keyId: publicKeys[0]!.id });
    const publicKey = createPublicKey(publicKeys[0]!.publicKey);
    const isValid = (changes: object) =>
      verify(null, signedPart({ ...checkpoint!, ...changes }), publicKey, Buffer.from(checkpoint!.signature, 'base64'));
    expect(isValid({})).toBe(true);
    for (const changes of [{ sequence: 1 }, { hash: 'x' }, { workspaceId: 'ws_2' }, { createdAt: 'x' }, { keyId: 'x' }])
      expect(isValid(changes)).toBe(false);
  });

  it('gets one when there is something new, once for all processes, and not too often', async () => {
    const { container } = world();
    const sign = () => Promise.all([1, 2, 3].map(() => container.signer.signDue()));
    const sum = (counts: number[]) => counts.reduce((a, b) => a + b);
    await due();
    expect(sum(await sign())).toBe(0); // nothing new
    await addEvent();
    await due();
    expect(sum(await sign())).toBe(1);
    await addEvent();
    expect(sum(await sign())).toBe(0); // too soon
  });

  it('pages, newest first', async () => {
    const all = await checkpoints();
    expect(all.data.length).toBeGreaterThan(1);
    const first = await checkpoints({ limit: 1 });
    const second = await checkpoints({ limit: 1, cursor: first.nextCursor! });
    expect([...first.data, ...second.data]).toEqual(all.data.slice(0, 2));
  });

  it("never shows another workspace's", async () => {
    const theirs = await checkpoints({}, world().other.keys.admin);
    expect(theirs.data.map(({ workspaceId }) => workspaceId)).toEqual([world().other.id]);
  });

  it('is signed by the new key after a rotation, and the older ones still prove what they signed', async () => {
    const { db, container, call, keys } = world();
    const before = (await checkpoints()).publicKeys[0]!.id;
    const rotated = await rotateKey(db, new Sealer(parseMasterKeys(MASTER_KEY)));
    await addEvent();
    await due();
    await container.signer.signDue();
    const { data, publicKeys } = await checkpoints();
    expect(publicKeys.map(({ id }) => id)).toEqual([rotated, before]);
    expect([data[0]!.keyId, data[1]!.keyId]).toEqual([rotated, before]);
    expect((await call('audit.verify', { key: keys.admin })).body).toMatchObject({ valid: true, firstBroken: null });
  });
});
