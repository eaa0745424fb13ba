// What a failure leaves behind: all that the books say about what is concerned, and the ends of the cores' logs, printed and kept.
import { appendFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, type ChaosWorld } from './chaos-world.js';
import type { Plan } from './plans.js';

const ID = /\b(?:exe|prv|evt|whd)_[0-9a-z]{26}\b/g;
/** Of the first problems only: after them come the same ones again. */
const MOST_PROBLEMS = 10;

/** Prints the problems with everything that helps to understand them; the file that it names keeps it. */
export async function tell(world: ChaosWorld, plans: Plan[], problems: string[]): Promise<void> {
  const parts = [
    `${problems.length} problems (RELAY_CHAOS_SEED=${world.seed}), at ${new Date().toISOString()}`,
    ...problems,
    ...(await Promise.all(problems.slice(0, MOST_PROBLEMS).map((problem) => about(world, plans, problem)))),
    await state(world),
    ...world.cores.map(({ url, kills, diedAt, log }) => `${url}: killed ${kills()} times (${diedAt})\n${log()}`),
    '',
  ];
  const file = join(tmpdir(), `relay-chaos-${world.seed}.txt`);
  await appendFile(file, parts.join('\n'));
  console.error([...parts, `kept in ${file}`].join('\n'));
}

async function about(world: ChaosWorld, plans: Plan[], problem: string): Promise<string> {
  const concerned = plans.filter(({ name }) => problem.startsWith(`${name}:`) || problem.startsWith(`${name} (`));
  const seen = concerned.map(({ effectClass, name }) => world.provider.seen(effectClass, name));
  const ids = new Set([...(problem.match(ID) ?? []), ...concerned.flatMap(idsOf)]);
  const rows = await rowsOf(
    world,
    [...ids],
    concerned.map(({ name }) => name),
  );
  return [`about ${problem.slice(0, 200)}`, ...concerned.map(asText), ...seen.map(asText), ...rows].join('\n  ');
}

const idsOf = ({ previewId, replies }: Plan) => [previewId, ...replies.flatMap(({ text }) => text.match(ID) ?? [])];

/** The rows that have one of these ids, or a key of one of these plans. */
async function rowsOf(world: ChaosWorld, ids: string[], names: string[]): Promise<string[]> {
  const rows = await ask<{ row: string }>(
    world,
    `with concerned as (
      select id from unnest(?::text[]) as id
      union select execution_id from previews where id = any(?::text[])
    )
    select 'previews ' || (to_jsonb(p) - '{input,request,warnings}'::text[])::text as row from previews p join concerned using (id)
    union all select 'executions ' || to_jsonb(e)::text from executions e join concerned using (id)
    union all select 'idempotency_keys ' || to_jsonb(k)::text from idempotency_keys k
      where execution_id in (select id from concerned) or regexp_replace(key, '-[a-z]+$', '') = any(?::text[])
    union all select 'audit_events ' || (to_jsonb(a) - 'data')::text from audit_events a
      where id in (select id from concerned) or subject_id in (select id from concerned)
    union all select 'webhook_deliveries ' || to_jsonb(d)::text from webhook_deliveries d
      where id in (select id from concerned) or event_id in (
        select id from concerned union select id from audit_events where subject_id in (select id from concerned))`,
    [ids, ids, names],
  );
  return rows.map(({ row }) => row);
}

async function state(world: ChaosWorld): Promise<string> {
  const rows = await ask<{ row: string }>(
    world,
    `select 'now ' || clock_timestamp()::text as row
    union all (select 'running ' || to_jsonb(e)::text from executions e where status = 'running' limit 5)
    union all (select 'pending ' || to_jsonb(d)::text from webhook_deliveries d where status = 'pending' limit 5)
    union all select 'endpoint ' || to_jsonb(w)::text from webhook_endpoints w
    union all select 'chain ' || to_jsonb(c)::text from audit_chains c
    union all select 'unchained ' || count(*)::text from audit_events where not chained`,
  );
  return rows.map(({ row }) => row).join('\n');
}

const asText = (value: unknown) => JSON.stringify(value, (_, inner) => (inner instanceof Set ? [...inner] : inner));
