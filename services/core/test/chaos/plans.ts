// What clients do with one plan: preview it, confirm it from several places at once, and keep every answer.
import type { EffectClass, Execution } from '../../src/generated/types.js';
import { ask, type ChaosWorld } from './chaos-world.js';
import { eventually } from './eventually.js';
import type { Fate } from './provider.js';

export interface Plan {
  name: string;
  effectClass: EffectClass;
  previewId: string;
  digest: string;
  /** Every 2xx that a client saw, as it came; without a key it cannot be asked for again. */
  replies: Array<{
    operation: 'actions.preview' | 'actions.execute';
    key: string | undefined;
    text: string;
    body: object;
  }>;
  /** Answers that a confirm of a ready preview must not get. */
  refusals: string[];
}

export interface PlanOptions {
  fates?: Fate[];
  /** Preview it twice: the second discards the first. */
  isEdited?: boolean;
  /** One of its keys was used two days ago, and is free again. */
  hasStaleKey?: boolean;
}

/** Two racers send the same key, one another, and one none; resolves when each has a settled execution in its hands. */
export async function runPlan(
  world: ChaosWorld,
  name: string,
  effectClass: EffectClass,
  options: PlanOptions = {},
): Promise<Plan> {
  const { chance } = world;
  const { fates, isEdited = chance('edited', name) < 0.2, hasStaleKey = false } = options;
  const plan: Plan = { name, effectClass, previewId: '', digest: '', replies: [], refusals: [] };
  const body = { ...previewOf(world, plan, fates) };
  let replaces: string | undefined;
  if (isEdited) replaces = await preview(world, plan, `${name}-draft`, body);
  plan.previewId = await preview(world, plan, `${name}-preview`, { ...body, ...(replaces && { replaces }) });
  if (hasStaleKey) await keepStale(world, `${name}-a`);
  const keys = [`${name}-a`, `${name}-a`, `${name}-b`, undefined];
  await Promise.all(keys.map((key) => confirm(world, plan, key)));
  return plan;
}

/** Reads, and asks for the same reply again: what a read found is kept for its key, or it is read again and kept then. */
export async function runRead({ client, provider, key }: ChaosWorld, name: string): Promise<void> {
  const body = { action: 'fake.read', input: { url: `${provider.url}/reads/${name}` } };
  const read = () => client.call('actions.execute', { key, body, headers: { 'idempotency-key': `${name}-read` } });
  const [first, second] = [await read(), await read()];
  if (first.status !== 200 || second.text !== first.text)
    throw new Error(`${name} first read ${first.text} and then ${second.text}`);
}

function previewOf({ provider }: ChaosWorld, { effectClass, name }: Plan, fates: Fate[] | undefined) {
  const url = provider.urlOf(effectClass, name, fates);
  switch (effectClass) {
    case 'at-most-once':
      return { action: 'webhook.send', input: { url, payload: { name } } };
    case 'provider-key':
      return { action: 'webhook.send', input: { url, payload: { name }, receiverDeduplicates: true } };
    default:
      return { action: `fake.${effectClass}`, input: { url } };
  }
}

async function preview(
  { client, key: apiKey }: ChaosWorld,
  plan: Plan,
  key: string,
  body: { action: string; input: Record<string, unknown>; replaces?: string },
): Promise<string> {
  const reply = await client.call('actions.preview', { key: apiKey, body, headers: { 'idempotency-key': key } });
  if (reply.status !== 201) throw new Error(`${plan.name} could not be previewed: ${reply.status} ${reply.text}`);
  plan.replies.push({ operation: 'actions.preview', key, text: reply.text, body });
  plan.digest = reply.body.digest;
  return reply.body.id;
}

async function confirm(world: ChaosWorld, plan: Plan, key: string | undefined): Promise<void> {
  const { client, key: apiKey } = world;
  const body = { previewId: plan.previewId, digest: plan.digest };
  const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
  const reply = await client.call('actions.execute', { key: apiKey, body, headers });
  if (reply.status !== 200) return void plan.refusals.push(`${reply.status} ${reply.text}`);
  let { text } = reply;
  // It may take longer than a request waits; the SDK's `executions.wait` then asks until it is settled.
  if (reply.body.status === 'running') text = await settled(world, reply.body);
  plan.replies.push({ operation: 'actions.execute', key, text, body });
}

const settled = ({ client, key }: ChaosWorld, { id }: Execution): Promise<string> =>
  eventually(`${id} is settled`, async () => {
    const reply = await client.call('executions.get', { key, path: { executionId: id } });
    return reply.body.status !== 'running' && reply.text;
  });

const keepStale = (world: ChaosWorld, key: string) =>
  ask(
    world,
    `insert into idempotency_keys (workspace_id, key, operation, request_hash, reply, created_at, expires_at)
      values (?, ?, 'actions.execute', '', '{}', now() - interval '2 days', now() - interval '1 day')`,
    [world.workspaceId, key],
  );
