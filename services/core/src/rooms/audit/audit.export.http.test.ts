import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { useWorld } from '../../../test/world.js';
import type { AuditEvent } from '../../generated/types.js';

const world = useWorld();
const urlOf = (query: Record<string, string>) => `${world().baseUrl}/api/audit/export?${new URLSearchParams(query)}`;
const download = async (query: Record<string, string> = {}, key = world().keys.admin, headers = {}) =>
  fetch(urlOf(query), { headers: { authorization: `Bearer ${key}`, ...headers } });

interface Line {
  header?: { complete: boolean; filters: object; after: number; upTo: number };
  event?: AuditEvent;
  checkpoint?: { sequence: number };
  end?: { events: number };
}
const codeOf = async (reply: Response) => ((await reply.json()) as { code: string }).code;
const linesOf = (text: string): Line[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
const eventsOf = (text: string) => linesOf(text).flatMap(({ event }) => event ?? []);
const listed = async () =>
  (await world().call('audit.list', { key: world().keys.admin, query: { limit: 100 } })).body.data.toReversed();

/** More events than one batch takes. */
const MANY = 600;
beforeAll(async () => {
  const { db, workspace, container } = world();
  await db.raw(
    `insert into audit_events (workspace_id, id, type, actor_id, subject_id, data, request_id, created_at)
     select :workspace, 'evt_00many' || lpad(n::text, 5, '0'), 'many.' || n % 3, 'key_many', 'prv_1',
       json_build_object('text', '=1+1, "quoted"' || chr(10) || n), '-request', timestamptz '2020-01-01' + n * interval '1 day'
     from generate_series(1, :count) n`,
    { workspace: workspace.id, count: MANY },
  );
  while ((await container.chainer.chainOnce()) > 0);
});

describe('an export as NDJSON', () => {
  it('holds every event in the order of the chain, and ends in a checkpoint of the last one', async () => {
    const reply = await download();
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
    expect(reply.headers.get('content-disposition')).toMatch(
      /^attachment; filename="relay-audit-ws_\w+-[\d-]{10}\.ndjson"$/,
    );
    const lines = linesOf(await reply.text());
    const events = lines.flatMap(({ event }) => event ?? []);
    expect(events.length).toBeGreaterThan(MANY);
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
    expect(lines[0]!.header).toMatchObject({ complete: true, filters: {}, after: 0, upTo: events.length });
    expect(lines.at(-2)!.checkpoint).toMatchObject({ sequence: events.length });
    expect(lines.at(-1)).toEqual({ end: { events: events.length } });
  });

  it('shows each event as audit.list does', async () => {
    const text = await (await download()).text();
    const byId = new Map(eventsOf(text).map((event) => [event.id, event]));
    for (const event of await listed()) expect(byId.get(event.id)).toEqual(event);
  });

  it('continues a download that broke, so that both parts together are the whole', async () => {
    const first = (await (await download()).text()).split('\n').slice(0, 301).join('\n');
    const cursor = String(eventsOf(first).at(-1)!.sequence);
    const second = await (await download({ cursor })).text();
    const events = eventsOf(first + second);
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
    expect(linesOf(second)[0]!.header).toMatchObject({ complete: true, after: 300 });
  });

  it('is empty behind the last event', async () => {
    const lines = linesOf(await (await download({ cursor: '999999999999999' })).text());
    expect(lines.map((line) => Object.keys(line)[0])).toEqual(['header', 'end']);
  });
});

describe('the filters of an export', () => {
  const filtered = async (query: Record<string, string>) => linesOf(await (await download(query)).text());
  const range = { from: '2020-02-01T00:00:00Z', to: '2020-03-01T00:00:00Z' };

  it.each<[string, Record<string, string>, (event: AuditEvent) => boolean, number]>([
    ['a type', { type: 'many.1' }, ({ type }) => type === 'many.1', MANY / 3],
    ['an actor', { actorId: 'key_many' }, ({ actorId }) => actorId === 'key_many', MANY],
    ['a range of time', range, ({ createdAt }) => createdAt.startsWith('2020-02'), 29],
    ['all of them', { ...range, type: 'many.1', actorId: 'key_many' }, ({ type }) => type === 'many.1', 10],
  ])('take %s, and say that the export is not complete', async (_, query, matches, count) => {
    const [begin, ...lines] = await filtered(query);
    const events = lines.flatMap(({ event }) => event ?? []);
    expect([events.length, events.every(matches)]).toEqual([count, true]);
    expect(begin!.header).toMatchObject({ complete: false, filters: query });
    expect(lines.at(-1)).toEqual({ end: { events: count } });
  });

  it('take the own workspace, and hide every other one', async () => {
    const { workspace, other } = world();
    const [begin] = await filtered({ workspaceId: workspace.id });
    expect(begin!.header).toMatchObject({ complete: true });
    for (const workspaceId of [other.id, 'ws_unknown']) {
      const reply = await download({ workspaceId });
      expect([reply.status, await codeOf(reply)]).toEqual([404, 'workspace_not_found']);
    }
  });

  it("never let another workspace's key see an event", async () => {
    const text = await (await download({}, world().other.keys.admin)).text();
    expect(text).not.toContain(world().workspace.id);
    expect(eventsOf(text).length).toBeGreaterThan(0);
  });

  it.each([{ format: 'xml' }, { cursor: '-1' }, { cursor: '1x' }, { from: 'yesterday' }])(
    'refuse %j',
    async (query) => {
      expect((await download(query as unknown as Record<string, string>)).status).toBe(422);
    },
  );
});

describe('the other formats', () => {
  it('JSON is one array of the same events', async () => {
    const reply = await download({ format: 'json', actorId: 'key_many' });
    expect(reply.headers.get('content-type')).toBe('application/json');
    const events = (await reply.json()) as AuditEvent[];
    expect(events).toEqual(eventsOf(await (await download({ actorId: 'key_many' })).text()));
  });

  it('CSV has one row for each event, and no cell that a spreadsheet would run', async () => {
    const reply = await download({ format: 'csv', actorId: 'key_many' });
    expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const rows = parseCsv(await reply.text());
    expect([rows.length, rows[0]]).toEqual([
      MANY + 1,
      ['sequence', 'id', 'type', 'actorId', 'subjectId', 'requestId', 'createdAt', 'data', 'previousHash', 'hash'],
    ]);
    expect(rows.every((cells) => cells.length === 10)).toBe(true);
    expect(rows[1]![5]).toBe("'-request");
    expect(JSON.parse(rows[1]![7]!)).toEqual({ text: '=1+1, "quoted"\n1' });
  });

  it('a continued CSV has no second line of names', async () => {
    const rows = parseCsv(await (await download({ format: 'csv', cursor: '100' })).text());
    expect(rows[0]![0]).toBe('101');
  });
});

describe('an export is audited', () => {
  it('before its first byte, with what was asked for', async () => {
    const query = { format: 'csv', type: 'many.1', cursor: '20' };
    const reply = await download(query, world().keys.admin, { 'x-request-id': 'export-1' });
    const { data } = (await world().call('audit.list', { key: world().keys.admin, query: { limit: 1 } })).body;
    expect(data[0]).toMatchObject({
      type: 'audit.exported',
      actorId: world().workspace.keyIds.admin,
      subjectId: world().workspace.id,
      requestId: 'export-1',
      data: query,
    });
    await reply.text();
  });

  it('not when it was refused', async () => {
    const count = async () => (await listed()).filter(({ type }) => type === 'audit.exported').length;
    const before = await count();
    await download({}, world().keys.developer);
    await download({ format: 'xml' });
    await download({ workspaceId: world().other.id });
    expect(await count()).toBe(before);
  });

  it('and one that is not audited does not begin', async () => {
    const { db } = world();
    await db.raw("alter table audit_events add constraint no_more check (type <> 'audit.exported') not valid");
    const reply = await download();
    await db.raw('alter table audit_events drop constraint no_more');
    expect([reply.status, await codeOf(reply)]).toEqual([500, 'internal']);
  });
});

describe('a slow client', () => {
  it('is not read ahead for, and when it goes away, nothing is read any more', async () => {
    const { db, workspace, container } = world();
    await db.raw(
      `insert into audit_events (workspace_id, id, type, actor_id, subject_id, data)
       select :workspace, 'evt_00wide' || lpad(n::text, 5, '0'), 'wide', 'key_wide', 'prv_1', json_build_object('text', repeat('x', 30000))
       from generate_series(1, 4000) n`,
      { workspace: workspace.id },
    );
    while ((await container.chainer.chainOnce()) > 0);
    let queries = 0;
    const count = ({ sql }: { sql: string }) => {
      if (sql.includes('"audit_events"') && sql.includes('order by "sequence"')) queries++;
    };
    db.on('query', count);
    const client = request(urlOf({ type: 'wide' }), {
      headers: { authorization: `Bearer ${world().keys.admin}` },
    }).end();
    client.on('error', () => {});
    await new Promise((resolve) => client.once('response', resolve)); // and nothing reads its body
    const settled = async () => {
      for (let before = -1; before !== queries; await pause(300)) before = queries;
      return queries;
    };
    const whileWaiting = await settled();
    expect(whileWaiting).toBeLessThan(8); // of 16 batches of 7.5 MB
    client.destroy();
    expect((await settled()) - whileWaiting).toBeLessThanOrEqual(1);
    db.off('query', count);
  }, 60_000);
});

/** RFC 4180, as a reader of it would do it. */
function parseCsv(text: string): string[][] {
  const rows = text.matchAll(/((?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,(?:"(?:[^"]|"")*"|[^",\r\n]*))*)\r\n/g);
  return [...rows].map(([, row]) =>
    [...`,${row}`.matchAll(/,("(?:[^"]|"")*"|[^",]*)/g)].map(([, cell]) =>
      cell!.startsWith('"') ? cell!.slice(1, -1).replaceAll('""', '"') : cell!,
    ),
  );
}
