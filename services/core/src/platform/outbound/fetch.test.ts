import { expect, it } from 'vitest';
import { fetchThrough, NotAnswered } from './fetch.js';
import { createOutbound } from './index.js';
import { answering, receiver } from './testing.js';

const fetchLocally = fetchThrough(createOutbound({ allow: ['127.0.0.0/8'], refused: [] }), 5_000);
const form = { method: 'POST', headers: { 'x-form': 'yes' }, body: new URLSearchParams({ a: 'BODY' }) };

it('gives the reply as a Response, and sends what fetch would', async () => {
  const { url, received } = await answering('HTTP/1.1 201 Created\r\nX-A: b\r\nContent-Length: 7\r\n\r\n{"c":1}');
  const response = await fetchLocally(url, form);
  expect([response.status, response.headers.get('x-a'), await response.json()]).toEqual([201, 'b', { c: 1 }]);
  expect(received[0]!.toString()).toMatch(/^POST \/hook .*x-form: yes.*a=BODY$/s);
});

it('gives a reply that has no body', async () => {
  const { url } = await answering('HTTP/1.1 204 No Content\r\n\r\n');
  expect((await fetchLocally(url, form)).status).toBe(204);
});

it.each([
  ['no reply', '', 'no_reply'],
  ['half a reply', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf', 'answered'],
])('throws for %s what became of the request', async (_, reply, kind) => {
  const { url } = await answering(reply);
  const error = await fetchLocally(url, form).catch((reason) => reason);
  expect([error instanceof NotAnswered, error.result.kind]).toEqual([true, kind]);
});

it('sends nothing where the guard refuses', async () => {
  const { url, received } = await receiver('BODY', (socket) => socket.end());
  const guarded = fetchThrough(createOutbound({ allow: [], refused: [] }), 5_000);
  await expect(guarded(url, form)).rejects.toMatchObject({ result: { kind: 'not_sent', code: 'address_blocked' } });
  expect(received).toEqual([]);
});
