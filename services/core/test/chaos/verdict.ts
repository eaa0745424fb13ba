// After the storm: what the database says, what the provider counted and what clients were told must be one story.
import type { EffectClass, ExecutionStatus } from '../../src/generated/types.js';
import { CLASSES } from '../actions/fake-action.js';
import { ask, type ChaosWorld } from './chaos-world.js';
import { eventually } from './eventually.js';
import { tell } from './evidence.js';
import type { Plan } from './plans.js';

export interface Counts {
  executions: number;
  succeeded: number;
  failed: number;
  outcome_unknown: number;
  effects: number;
  duplicates: number;
  lost: number;
  stuck: number;
}
export interface Verdict {
  counts: Record<EffectClass, Counts>;
  problems: string[];
}

interface Row {
  id: string;
  preview_id: string;
  status: ExecutionStatus;
  code: string | null;
  took_ms: number;
}

/** An outcome that took so long has used up the deadline of core-under-test.ts: on a busy machine, what the last look was told came too late. */
const LATE_MS = 1_600;
/** How many replies are asked for again by HTTP; all of them are compared with what is stored. */
const REPLAYS = 150;

export async function judge(world: ChaosWorld, plans: Plan[]): Promise<Verdict> {
  const problems: string[] = [];
  const stuck = await settledOrStuck(world);
  if (stuck > 0) problems.push(`${stuck} executions or keys never settled`);
  const executions = await executionsByPreview(world);
  const counts = Object.fromEntries(CLASSES.map((effectClass) => [effectClass, noCounts()])) as Verdict['counts'];
  for (const plan of plans) {
    const count = counts[plan.effectClass];
    const execution = executions.get(plan.previewId);
    count.executions++;
    if (!execution) {
      count.lost++;
      problems.push(`${plan.name}: a client was told of an execution that is not there`);
      continue;
    }
    if (execution.status === 'running') count.stuck++;
    else count[execution.status]++;
    problems.push(...(await judgePlan(world, plan, execution, count)));
  }
  problems.push(...(await judgeReplies(world, plans)), ...(await judgeBooks(world)));
  problems.push(...(await judgeChain(world)), ...(await judgeEvents(world)), ...(await judgeGone(world)));
  problems.push(...world.cores.flatMap(({ complaints }) => complaints));
  if (world.provider.misdated() > 0)
    problems.push(`${world.provider.misdated()} requests were signed with another time`);
  for (const answer of world.client.answers.keys())
    if (/^5(?!03 |04 provider_timeout)|late/.test(answer))
      // a read may find its provider too slow
      problems.push(`a client got ${answer}`);
  if (problems.length > 0) await tell(world, plans, problems);
  return { counts, problems };
}

function noCounts(): Counts {
  return { executions: 0, succeeded: 0, failed: 0, outcome_unknown: 0, effects: 0, duplicates: 0, lost: 0, stuck: 0 };
}

/** Effects against the outcome that was told. */
async function judgePlan(
  { provider }: ChaosWorld,
  plan: Plan,
  { id, status, code, took_ms: tookMs }: Row,
  count: Counts,
): Promise<string[]> {
  const { name, effectClass, refusals } = plan;
  const { effects, ids, bodies, looks, wasTold, arrivals } = provider.seen(effectClass, name);
  count.effects += effects;
  if (effects > 1) count.duplicates += effects - 1;
  const wasLate = code === 'timeout' && tookMs >= LATE_MS;
  const wrong = [
    effects > 1 && 'it took effect more than once',
    bodies.size > 1 && 'its repetitions differ',
    ids.size > 1 && 'it was sent under different ids',
    status === 'succeeded' && effects === 0 && 'it is told as a success, and nothing happened',
    status === 'failed' && effects > 0 && 'it is told as a failure, and it happened',
    status === 'outcome_unknown' &&
      effectClass === 'probe' &&
      ((wasTold && !wasLate) || (looks === 0 && code !== 'timeout')) && // a write that hung may leave too little time for a look
      'a look has told its outcome, or would have',
    effectClass === 'at-most-once' && ids.size > 1 && 'it was sent again',
    refusals.length > 0 && `a confirm was refused: ${refusals[0]}`,
  ];
  if (status === 'succeeded' && effects === 0) count.lost++;
  return wrong.flatMap((what) =>
    what ? [`${name} (${effectClass}, ${id}, ${status}, ${arrivals} arrivals): ${what}`] : [],
  );
}

async function settledOrStuck(world: ChaosWorld): Promise<number> {
  const count = async () => {
    const [row] = await ask<{ count: number }>(
      world,
      `select (select count(*) from executions where status = 'running')::integer
        + (select count(*) from idempotency_keys where reply is null)::integer as count`,
    );
    return row!.count;
  };
  return eventually('everything settles', async () => (await count()) === 0, 20_000).then(() => 0, count);
}

async function executionsByPreview(world: ChaosWorld): Promise<Map<string, Row>> {
  const rows = await ask<Row>(
    world,
    `select id, preview_id, status, error ->> 'code' as code, extract(epoch from finished_at - started_at)::float * 1000 as took_ms
      from executions where workspace_id = ?`,
    [world.workspaceId],
  );
  return new Map(rows.map((row) => [row.preview_id, row]));
}

/** Every 2xx that a client saw is what is stored, shown and replayed, byte for byte. */
async function judgeReplies(world: ChaosWorld, plans: Plan[]): Promise<string[]> {
  const { client, key: apiKey, workspaceId, chance } = world;
  const kept = await ask<{ key: string; reply: string }>(
    world,
    'select key, reply from idempotency_keys where workspace_id = ? and not sealed',
    [workspaceId],
  );
  const keptByKey = new Map(kept.map(({ key, reply }) => [key, reply]));
  const shown = await shownExecutions(world);
  const problems: string[] = [];
  const replies = plans.flatMap(({ name, replies }) => replies.map((reply) => ({ name, ...reply })));
  for (const { name, operation, key, text } of replies) {
    const { id } = JSON.parse(text);
    if (operation === 'actions.execute' && shown.get(id) !== text)
      problems.push(`${name}: a client saw ${text}, and ${id} is ${shown.get(id)}`);
    // A wait beyond the deadline keeps no reply: the next request with this key answers the settled one.
    const isKept = key !== undefined && (operation === 'actions.preview' || keptByKey.has(key));
    if (isKept && keptByKey.get(key) !== text)
      problems.push(`${name}: under ${key} is kept ${keptByKey.get(key)}, not ${text}`);
  }
  const keyed = replies.filter(({ key }) => key !== undefined);
  const sample = keyed.filter((_, index) => chance('replay', index) < REPLAYS / keyed.length);
  for (const { name, operation, key, body, text } of sample) {
    const again = await client.call(operation, {
      key: apiKey,
      body: body as never,
      headers: { 'idempotency-key': key! },
    });
    if (again.text !== text) problems.push(`${name}: ${key} first answered ${text} and then ${again.text}`);
  }
  return problems;
}

async function shownExecutions({ client, key }: ChaosWorld): Promise<Map<string, string>> {
  const shown = new Map<string, string>();
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const { body } = await client.call('executions.list', { key, query: { limit: 100, ...(cursor && { cursor }) } });
    for (const execution of body.data) shown.set(execution.id, JSON.stringify(execution));
    cursor = body.nextCursor;
  }
  return shown;
}

/** Previews, executions and audit events agree with each other. */
async function judgeBooks(world: ChaosWorld): Promise<string[]> {
  const faults = await ask<{ id: string; what: string }>(
    world,
    `select coalesce(p.id, e.id) as id, 'preview and execution do not belong together' as what
      from previews p full join executions e on e.workspace_id = p.workspace_id and e.preview_id = p.id
      where (p.id is not null or e.preview_id is not null)
        and ((p.status = 'executed') is distinct from (e.id is not null) or p.execution_id is distinct from e.id)
    union all
      select e.id, 'audit does not hold one start and one settlement'
      from executions e left join audit_events a on a.workspace_id = e.workspace_id and a.subject_id = e.id
      where e.preview_id is not null
      group by e.workspace_id, e.id, e.status
      having count(*) <> 2 or count(*) filter (where a.type = 'execution.started') <> 1
        or count(*) filter (where a.type = 'execution.' || e.status) <> 1
    union all
      select e.id, 'audit does not hold one settlement of a read'
      from executions e left join audit_events a on a.workspace_id = e.workspace_id and a.subject_id = e.id
      where e.preview_id is null
      group by e.workspace_id, e.id, e.status
      having count(*) <> 1 or count(*) filter (where a.type = 'execution.' || e.status) <> 1
    union all
      select id, 'it ended before it began, or later than now'
      from executions where finished_at not between date_trunc('milliseconds', started_at) and clock_timestamp() + interval '1 second'
    union all
      select p.id, 'audit does not hold one creation'
      from previews p left join audit_events a
        on a.workspace_id = p.workspace_id and a.subject_id = p.id and a.type = 'preview.created'
      group by p.workspace_id, p.id having count(a.id) <> 1`,
  );
  return faults.map(({ id, what }) => `${id}: ${what}`);
}

/** Every audit event finds its place, and the chain verifies. */
async function judgeChain({ client, key }: ChaosWorld): Promise<string[]> {
  const verified = await eventually('the audit chain is complete', async () => {
    const { body } = await client.call('audit.verify', { key });
    return body.pending === 0 && body;
  }).catch((error: Error) => error);
  if (verified instanceof Error) return [verified.message];
  return verified.valid ? [] : [`the audit chain breaks at ${verified.firstBroken}: ${verified.reason}`];
}

/** Relay's own events: one for each settlement, delivered at least once. */
async function judgeEvents(world: ChaosWorld): Promise<string[]> {
  const { provider, workspaceId, endpoint } = world;
  const pending = async () => {
    // The next attempt is minutes away, as is the end of a dead process's lease: let that time pass at once.
    await ask(
      world,
      `update webhook_deliveries set next_attempt_at = now() where status = 'pending' and next_attempt_at > now() + interval '2 seconds'`,
    );
    const rows = await ask(world, `select id from webhook_deliveries where status = 'pending'`);
    return rows.length === 0;
  };
  const all = await eventually('all events are delivered', pending).catch((error: Error) => error);
  if (all instanceof Error) return [all.message];
  const rows = await ask<{ event_id: string; status: string; settled: boolean }>(
    world,
    `select d.event_id, d.status from webhook_deliveries d where d.workspace_id = ? and d.endpoint_id = ?`,
    [workspaceId, endpoint],
  );
  const arrived = provider.events.get('/events/1') ?? new Set();
  const missing = rows.filter(({ event_id, status }) => status !== 'succeeded' || !arrived.has(event_id));
  const [{ count } = { count: 0 }] = await ask<{ count: number }>(
    world,
    `select count(*)::integer as count from audit_events where workspace_id = ? and type ~ '^execution.(succeeded|failed|outcome_unknown)$'`,
    [workspaceId],
  );
  return [
    ...missing.map(({ event_id, status }) => `${event_id}: its delivery is ${status} and did not arrive`),
    ...(rows.length < count ? [`${count} settlements have queued only ${rows.length} events`] : []),
  ];
}

/** An endpoint that answers 410 is disabled, and each time that it was, its workspace heard of it. */
async function judgeGone(world: ChaosWorld): Promise<string[]> {
  const [found] = await ask<{ status: string; audited: number; told: number; open: number }>(
    world,
    `select status,
      (select count(*) from audit_events where subject_id = e.id and type = 'webhook_endpoint.disabled')::integer as audited,
      (select count(*) from webhook_deliveries where endpoint_id = ? and event_type = 'webhook_endpoint.disabled')::integer as told,
      (select count(*) from webhook_deliveries where endpoint_id = e.id and status <> 'failed')::integer as open
    from webhook_endpoints e where id = ?`,
    [world.endpoint, world.goneEndpoint],
  );
  const { status, audited, told, open } = found!;
  const isRight = status === 'disabled' && audited > 0 && told === audited && open === 0;
  return isRight ? [] : [`${world.goneEndpoint} answers 410, and this became of it: ${JSON.stringify(found)}`];
}
