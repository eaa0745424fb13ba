// A reply begins before the model answers.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, it } from 'vitest';
import { useWorld } from '../../../../test/world.js';

/** The answer that the model is asked for. */
const asked = Promise.withResolvers<ServerResponse>();
const silent = createServer((_request, response) => asked.resolve(response));
await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
afterAll(() => {
  silent.closeAllConnections();
  silent.close();
});
const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/v1`;
const world = useWorld({
  llm: { provider: 'openai', url, model: 'silent', apiKey: undefined, timeoutMs: 30_000, prices: undefined },
});

it('its first events are there while the model is still silent', async () => {
  const response = await fetch(`${world().baseUrl}/api/chat`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world().keys.developer}`, 'content-type': 'application/json' },
    body: JSON.stringify({ message: 'Send a webhook to https://hooks.example.com/orders' }),
  });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let begun = '';
  while (!begun.includes('data-relay-session')) begun += (await reader.read()).value;
  expect(begun).toMatch(/^data: \{"type":"start","messageId":"msg_[^\n]+\n\ndata: \{"type":"start-step"\}/);
  expect(begun).not.toContain('text-delta');

  (await asked.promise).writeHead(503).end();
  let rest = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) rest += part.value;
  expect(rest).toMatch(/The language model is away\..*\[DONE\]/s);
});
