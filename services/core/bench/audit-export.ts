// `node bench/audit-export.ts [--events 1000000]`: how fast events are chained, and what their export costs in time and memory. Core is a
// process of its own, as built; a minute or two.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { memoryOf } from './cpu.ts';
import { type Figure, report } from './report.ts';
import { openWorld, type World } from './world.ts';

const { values } = parseArgs({ options: { events: { type: 'string', default: '1000000' }, keep: { type: 'string' } } });
const EVENTS = Number(values.events);
const MOST_GROWTH_MB = 50;

const secondsSince = (startedAt: number) => (performance.now() - startedAt) / 1000;
const rate = (seconds: number, count = EVENTS) =>
  `${seconds.toFixed(1)} s, ${Math.round(count / seconds).toLocaleString('en')} events a second`;

/** Two of three as an execution writes them, and one as a preview does, with its input. */
const insertEvents = ({ sql, core }: World) =>
  sql.query(
    `insert into audit_events (workspace_id, id, type, actor_id, subject_id, data, request_id)
     select $1, 'evt_' || lpad(n::text, 26, '0'), case n % 3 when 0 then 'preview.created' else 'execution.succeeded' end,
       'key_01m89s6gqwe02r1vmbt0w7npk9', 'exe_' || lpad(n::text, 26, '0'),
       case n % 3 when 0 then json_build_object('action', 'webhook.send', 'digest', 'sha256-' || n, 'input',
         json_build_object('url', 'https://hooks.example.com/orders', 'payload', json_build_object('text', repeat('Order shipped. ', 20))))
       else json_build_object('action', 'webhook.send', 'previewId', 'prv_' || lpad(n::text, 26, '0')) end,
       'req_01m89s6gqwe02r1vmbt0w7npk9'
     from generate_series(1, $2::integer) n`,
    [core.credentials.workspaceId, EVENTS],
  );

async function chain({ sql }: World): Promise<Figure> {
  const startedAt = performance.now();
  const isPending = async () =>
    (await sql.query('select 1 from audit_events where not chained limit 1')).rows.length > 0;
  while (await isPending()) await pause(200);
  return { what: 'chain the events', measured: rate(secondsSince(startedAt)), goal: '-', isOk: true };
}

const get = ({ core: { credentials } }: World, path: string) =>
  fetch(credentials.baseUrl + path, { headers: { authorization: `Bearer ${credentials.apiKey}` } });

/** Downloads an export as fast as it comes, into a file; returns how much larger core's memory became meanwhile. */
async function download(world: World, query: string, file: string) {
  const { pid } = world.core;
  const before = memoryOf(pid);
  let most = before;
  const sampling = setInterval(() => {
    most = Math.max(most, memoryOf(pid));
  }, 50);
  const startedAt = performance.now();
  const target = createWriteStream(file);
  let bytes = 0;
  for await (const chunk of (await get(world, `/api/audit/export?${query}`)).body!) {
    bytes += chunk.length;
    if (!target.write(chunk)) await once(target, 'drain');
  }
  target.end();
  clearInterval(sampling);
  return { seconds: secondsSince(startedAt), bytes, before, growth: Math.max(most, memoryOf(pid)) - before };
}

async function measureExport(world: World, format: string, file: string): Promise<Figure> {
  const { seconds, bytes, before, growth } = await download(world, `format=${format}`, file);
  return {
    what: `export ${EVENTS.toLocaleString('en')} events as ${format}`,
    measured: `memory (RSS) +${growth.toFixed(0)} MB on ${before.toFixed(0)} MB; ${rate(seconds)}, ${(bytes / 1e6).toFixed(0)} MB`,
    goal: `<= ${MOST_GROWTH_MB} MB`,
    isOk: growth <= MOST_GROWTH_MB,
  };
}

async function verifyOnline(world: World): Promise<Figure> {
  const startedAt = performance.now();
  const { valid, checked } = (await (await get(world, '/api/audit/verify')).json()) as {
    valid: boolean;
    checked: number;
  };
  return { what: 'verify them online', measured: rate(secondsSince(startedAt), checked), goal: 'valid', isOk: valid };
}

async function bench(): Promise<string> {
  const file = values.keep ?? join(tmpdir(), `relay-audit-${process.pid}`);
  const world = await openWorld();
  try {
    console.error('Inserting …');
    await insertEvents(world);
    console.error('Chaining …');
    const figures = [await chain(world)];
    await world.sql.query('vacuum analyze audit_events');
    for (const format of ['csv', 'json', 'ndjson']) {
      console.error(`Exporting ${format} …`);
      await world.restartCore(); // else the chaining has already made room in its memory
      await download(world, `format=${format}&cursor=${EVENTS}`, file); // what is compiled at its first use is not growth
      figures.push(await measureExport(world, format, file));
    }
    console.error('Verifying …');
    figures.push(await verifyOnline(world));
    const { rows } = await world.sql.query('show server_version');
    return report(figures, { postgres: rows[0].server_version });
  } finally {
    await world.close();
    if (!values.keep) await rm(file, { force: true });
  }
}

bench().then(console.log, (error: Error) => {
  console.error(error);
  process.exitCode = 1;
});
