import { once } from 'node:events';
import { createServer } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterAll, expect, it } from 'vitest';
import './guard.js';

const server = createServer((_request, response) => response.end('here'));
await once(server.listen(0, '127.0.0.1'), 'listening');
const { port } = server.address() as AddressInfo;
afterAll(() => server.close());

it('lets loopback through, by address and by name', async () => {
  for (const host of ['127.0.0.1', 'localhost'])
    expect(await (await fetch(`http://${host}:${port}/`)).text()).toBe('here');
});

it('refuses an address of another machine', async () => {
  await expect(fetch('http://192.0.2.1/')).rejects.toMatchObject({
    cause: { message: expect.stringContaining('192.0.2.1') },
  });
});

it('refuses a name that leads to another machine', async () => {
  const socket = net.connect({
    host: 'elsewhere.test',
    port,
    lookup: (_host, _options, callback) => callback(null, [{ address: '192.0.2.1', family: 4 }]),
  });
  const [error] = await once(socket, 'error');
  expect(error.message).toContain('elsewhere.test (192.0.2.1)');
});
