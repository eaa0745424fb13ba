import { describe, expect, it } from 'vitest';
import { useWorld } from '../../../test/world.js';

const world = useWorld();
const makePreview = async () => {
  const { call, keys, receiver } = world();
  return (
    await call('actions.preview', {
      key: keys.developer,
      body: { action: 'webhook.send', input: { url: receiver.url } },
    })
  ).body;
};
const discard = (previewId: string) =>
  world().call('previews.discard', { key: world().keys.developer, path: { previewId } });
const auditOf = async (subjectId: string) =>
  (await world().db('audit_events').where({ subject_id: subjectId }).orderBy('id')).map(({ type }) => type);

describe('previews.get', () => {
  it('gives a viewer what preview answered', async () => {
    const preview = await makePreview();
    const { status, body } = await world().call('previews.get', {
      key: world().keys.viewer,
      path: { previewId: preview.id },
    });
    expect([status, body]).toEqual([200, preview]);
  });

  it.each(['prv_01h455vb4pex5vsknk084sn02q', 'prv_', 'nonsense', '%00', 'a'.repeat(500)])(
    'answers 404 for %j',
    async (previewId) => {
      const { status, body } = await world().call('previews.get', { key: world().keys.viewer, path: { previewId } });
      expect([status, body.code]).toEqual([404, 'preview_not_found']);
    },
  );
});

describe('previews.discard', () => {
  it('discards once, and changes nothing the second time', async () => {
    const { id } = await makePreview();
    expect([(await discard(id)).status, (await discard(id)).status]).toEqual([204, 204]);
    expect(await auditOf(id)).toEqual(['preview.created', 'preview.discarded']);
  });

  it('leaves an expired preview expired', async () => {
    const { id } = await makePreview();
    await world().db('previews').where({ id }).update({ expires_at: world().db.fn.now() });
    expect((await discard(id)).status).toBe(204);
    const { body } = await world().call('previews.get', { key: world().keys.viewer, path: { previewId: id } });
    expect(body.status).toBe('expired');
  });

  it('refuses to discard what was executed', async () => {
    const { id, digest } = await makePreview();
    await world().call('actions.execute', { key: world().keys.developer, body: { previewId: id, digest } });
    const { status, body } = await discard(id);
    expect([status, body.code]).toEqual([409, 'preview_executed']);
  });

  it('of a discard and a confirm at the same time, exactly one wins', async () => {
    for (let round = 0; round < 10; round++) {
      const { id, digest } = await makePreview();
      const [discarded, executed] = await Promise.all([
        discard(id),
        world().call('actions.execute', { key: world().keys.developer, body: { previewId: id, digest } }),
      ]);
      const arrived = world().receiver.received.filter(({ headers }) => headers['webhook-id'] === id).length;
      expect([discarded.status, executed.status, arrived]).toEqual(
        executed.status === 200 ? [409, 200, 1] : [204, 410, 0],
      );
    }
  });
});
