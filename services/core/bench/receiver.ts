// A provider that answers at once, or after 300 to 800 ms below /slow, in a process of its own: what it costs is not charged to core.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const server = createServer((request, response) => {
  const answer = () => response.setHeader('Content-Type', 'application/json').end('{}');
  request.resume().once('end', () => {
    if (request.url!.startsWith('/slow')) setTimeout(answer, 300 + Math.random() * 500);
    else answer();
  });
});
server.listen(0, '127.0.0.1', () => process.send!((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit());
