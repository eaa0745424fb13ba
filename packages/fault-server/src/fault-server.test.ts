import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FaultServer } from './fault-server.ts';

let server: FaultServer;
beforeAll(async () => {
  server = await FaultServer.start();
});
afterAll(() => server.stop());

const get = (path: string, init?: RequestInit) => fetch(`${server.url}${path}`, init);

/** All that the server says on a connection of its own, until it closes it or 300 ms are over. */
async function say(path: string): Promise<{ said: string; ended: string }> {
  const { port, hostname } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.write(`GET ${path} HTTP/1.1\r\nHost: test\r\n\r\n`);
  let said = '';
  socket.on('data', (bytes) => (said += bytes));
  const ended = await new Promise<string>((resolve) => {
    socket.on('end', () => resolve('closed'));
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(String(error.code)));
    setTimeout(() => resolve('open'), 300);
  });
  socket.destroy();
  return { said, ended };
}

describe('a run', () => {
  it('gives one reply after the other, and one too many is a 418', async () => {
    const statuses = [];
    for (let request = 0; request < 4; request++) statuses.push((await get('/retry-503/a/api/me')).status);
    expect(statuses).toEqual([503, 503, 200, 418]);
  });

  it('is apart from every other run of the same case', async () => {
    expect((await get('/retry-503/b/api/me')).status).toBe(503);
    expect((await get('/retry-503/c/api/me')).status).toBe(503);
  });

  it('remembers what it received', async () => {
    await get('/key-given/a/api/actions/execute?x=1', { method: 'POST', body: '{"a":1}', headers: { 'X-A': 'b' } });
    const { requests } = (await (await get('/control/key-given/a')).json()) as { requests: object[] };
    expect(requests).toMatchObject([
      { method: 'POST', path: '/api/actions/execute?x=1', body: '{"a":1}', headers: { 'x-a': 'b' }, closed: false },
    ]);
  });

  it('tells when the client has gone', async () => {
    const controller = new AbortController();
    const request = get('/timeout-head/a/api/me', { signal: controller.signal }).catch(() => {});
    expect((await get('/control/timeout-head/a?requests=1')).status).toBe(200);
    controller.abort();
    await request;
    expect((await get('/control/timeout-head/a?closed')).status).toBe(200);
  });

  it('is there for the cases of the table only', async () => {
    expect((await get('/no-such-case/a/api/me')).status).toBe(404);
    expect((await get('/control/no-such-case/a')).status).toBe(404);
  });
});

describe('a reply', () => {
  it('may be a sample with other members', async () => {
    const reply = await get('/unknown-enum/a/api/executions/exe_1');
    expect(await reply.json()).toMatchObject({ id: 'exe_1', status: 'a_status_of_tomorrow', attempts: 1 });
  });

  it('may reset the connection', async () => {
    expect(await say('/retry-reset/a/api/me')).toEqual({ said: '', ended: 'ECONNRESET' });
  });

  it('may break off in the middle', async () => {
    const { said, ended } = await say('/events-drop/a/api/stream');
    expect([said.includes('text-delta'), said.includes('[DONE]'), ended]).toEqual([true, false, 'closed']);
  });

  it('may come byte by byte and never end', async () => {
    const [head, body] = await Promise.all([say('/timeout-slow-head/a/api/me'), say('/timeout-slow-body/a/api/me')]);
    expect([head.ended, body.ended]).toEqual(['open', 'open']);
    expect(head.said).toMatch(/x-slow: a{2,}$/);
    expect(body.said).toMatch(/\r\n\r\n {2,}$/);
  });

  it('may name a date from now on', async () => {
    const { headers } = await get('/retry-after-date/a/api/me');
    const seconds = (Date.parse(headers.get('retry-after')!) - Date.parse(headers.get('date')!)) / 1000;
    expect(seconds).toBeGreaterThanOrEqual(8);
    expect(seconds).toBeLessThanOrEqual(10);
  });
});

it('serves another language as a process, which ends with its standard input', async () => {
  const program = spawn(process.execPath, [fileURLToPath(new URL('main.ts', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(program.stdout, 'data')) as [Buffer];
  const { url } = JSON.parse(String(line));
  expect((await fetch(`${url}/sends-key/a/api/me`)).status).toBe(200);
  program.stdin.end();
  expect(await once(program, 'exit')).toEqual([0, null]);
});
