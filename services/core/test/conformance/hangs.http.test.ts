// A provider that does not answer at all, once for each effect class: a deadline is over for each, so they wait together.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { google } from './google.js';
import type { Kit } from './kit.js';
import { openWorkbench, type Workbench } from './workbench.js';

const DEADLINE_MS = 1_500;
const OF_EACH_CLASS = {
  'at-most-once': 'google.gmail.send',
  natural: 'google.calendar.delete',
  probe: 'google.calendar.create',
  'provider-key': 'google.chat.send',
};

let workbench: Workbench;
beforeAll(async () => {
  workbench = await openWorkbench('google', [], { sendDeadlineMs: DEADLINE_MS });
}, 60_000);
afterAll(() => workbench?.close());

/** A write of the class, previewed and ready to hang. */
async function prepare(kit: Kit, effectClass: string, id: string) {
  const fixture = google.actions[id]!;
  if (fixture.kind !== 'write') throw new Error(`${id} is no write`);
  const input = await kit.input(fixture);
  const { body: preview } = await kit.preview(id, input);
  const { method, url } = preview.request;
  const sent = () => kit.emulator.calls.api(method, new URL(url).pathname).length;
  return { effectClass, input, fixture, preview, sent, before: sent() };
}

/** How each class ends, how often its effect stands, and how often it was sent, when the provider hangs. */
async function hang(after: boolean) {
  const kit = await workbench.connect();
  const writes = [];
  for (const [effectClass, id] of Object.entries(OF_EACH_CLASS)) writes.push(await prepare(kit, effectClass, id));
  expect(writes.map(({ preview }) => preview.effectClass)).toEqual(Object.keys(OF_EACH_CLASS));
  for (const { preview } of writes) kit.breakAt(preview.request, { kind: 'hang', after });
  const ended = await Promise.all(
    writes.map(async ({ effectClass, input, fixture, preview, sent, before }) => {
      const { body } = await kit.confirm(preview);
      return [effectClass, [body.status, body.error?.code, await fixture.effects(kit, input), sent() - before]];
    }),
  );
  expect(kit.emulator.faults.list(), 'faults that struck nothing').toEqual([]);
  return Object.fromEntries(ended);
}

it('a look finds what took effect before the provider hung; without one nobody can tell', async () => {
  expect(await hang(true)).toEqual({
    'at-most-once': ['outcome_unknown', 'timeout', 1, 1],
    natural: ['outcome_unknown', 'timeout', 1, 1],
    probe: ['succeeded', undefined, 1, 1],
    'provider-key': ['outcome_unknown', 'timeout', 1, 1],
  });
});

it('a look finds that nothing took effect; without one nobody can tell', async () => {
  expect(await hang(false)).toEqual({
    'at-most-once': ['outcome_unknown', 'timeout', 0, 1],
    natural: ['outcome_unknown', 'timeout', 0, 1],
    probe: ['failed', 'provider_unavailable', 0, 1],
    'provider-key': ['outcome_unknown', 'timeout', 0, 1],
  });
});
