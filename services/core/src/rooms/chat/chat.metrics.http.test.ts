import { beforeAll, expect, it } from 'vitest';
import { answered, ofType, postChat, ScriptedEngine, suggests, textOf, typed } from '../../../test/chatting.js';
import { useWorld } from '../../../test/world.js';

const engine = new ScriptedEngine();
const world = useWorld({ engine });
beforeAll(() => {
  const { url } = world().receiver;
  engine.on(`Call ${url}`, suggests({ action: 'webhook.send', input: { url } }));
});
/** One process: metrics are its own. */
const post = (body: object) => postChat({ baseUrl: world().baseUrl, key: world().keys.developer }, body);

async function valueOfMetric(name: string): Promise<number | undefined> {
  const metrics = await world().container.metrics.registry.getMetricsAsJSON();
  const values = metrics.find((metric) => metric.name === name)!.values as Array<{
    labels: Record<string, string>;
    metricName?: string;
    value: number;
  }>;
  return values.find(
    ({ labels, metricName = name }) =>
      labels.action === 'webhook.send' &&
      (labels.engine ?? 'scripted') === 'scripted' &&
      /_total$|_count$/.test(metricName),
  )?.value;
}

async function offered(id: string) {
  const { events } = await post(typed(id, `Call ${world().receiver.url}`));
  const { approvalId } = ofType(events, 'tool-approval-request')[0]!;
  return { approvalId: approvalId!, suggestionId: ofType(events, 'data-relay-suggestion')[0]!.id! };
}

it('suggestions, changes, confirms, declines, and the time to a confirm are counted', async () => {
  const [edited, confirmed, declined] = [
    await offered('edited'),
    await offered('confirmed'),
    await offered('declined'),
  ];
  await post(typed('edited', 'Change it', { relay: { edits: { [edited.suggestionId]: { payload: 1 } } } }));
  for (let times = 0; times < 2; times++) {
    await post(answered('confirmed', { approvalId: confirmed.approvalId, approved: true }));
    await post(answered('declined', { approvalId: declined.approvalId, approved: false }));
  }
  const names = ['suggestions_total', 'edited_total', 'confirmed_total', 'declined_total', 'confirm_seconds'];
  const values = await Promise.all(names.map((name) => valueOfMetric(`relay_chat_${name}`)));
  expect(Object.fromEntries(names.map((name, index) => [name, values[index]]))).toEqual({
    suggestions_total: 3,
    edited_total: 1,
    confirmed_total: 1,
    declined_total: 1,
    confirm_seconds: 1,
  });
});

it('of several things that were asked about, those that are not chosen are declined, shown so, and counted', async () => {
  const one = { action: 'webhook.send', input: { url: world().receiver.url }, missing: [], assumptions: [] };
  engine.on(`Call ${world().receiver.url} or twice`, {
    kind: 'question',
    text: 'Which of them?',
    suggestions: [one, one],
  });
  const before = (await valueOfMetric('relay_chat_declined_total')) ?? 0;
  await post(typed('several', `Call ${world().receiver.url} or twice`));
  const { events } = await post(typed('several', '2'));
  expect(ofType(events, 'data-relay-suggestion').map(({ data }) => (data as { status: string }).status)).toEqual([
    'declined',
    'ready',
  ]);
  expect(await valueOfMetric('relay_chat_declined_total')).toBe(before + 1);
});

it('no metric has a label of somebody’s words, or of an action that there is not', async () => {
  engine.on('Do what nobody can', suggests({ action: 'nobody.can', input: { 'nobody.can': 1 } }));
  const { events } = await post(typed('unknown', 'Do what nobody can', { relay: { edits: { nobody: { can: 1 } } } }));
  await post(typed('unknown', 'Do what nobody can'));
  await offered('known');
  await post(answered('unknown', { approvalId: 'nobody', approved: true }));
  expect(textOf(events)).toContain('no such suggestion');
  const metrics = (await world().container.metrics.registry.getMetricsAsJSON()).filter(({ name }) => /chat/.test(name));
  const labels = metrics.flatMap(({ values }) => values.map(({ labels: { le: _, ...named } }) => named));
  expect(new Set(labels.flatMap(Object.keys))).toEqual(new Set(['engine', 'action']));
  expect(new Set(labels.flatMap(Object.values))).toEqual(new Set(['scripted', 'webhook.send']));
});
