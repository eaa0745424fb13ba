// A server for one go of one client: it gives the replies of the fault server's table, one after the other, at whatever path.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FaultServer, type Received, type Reply } from '@relay/fault-server';

export interface Script {
  url: string;
  received: Received[];
  /** When each request arrived, in milliseconds of `performance.now`. */
  times: number[];
  /** Resolves with whether the client has closed the connection of its last request, within two seconds. */
  wasClosed(): Promise<boolean>;
  stop(): Promise<void>;
}

/** What stands in an error's JSON: the words in which each of the APIs says it. */
export const failure = (status: number, headers: Record<string, string> = {}): Reply => ({
  type: 'json',
  status,
  headers: { ...headers, 'request-id': 'req_1' },
  body: {
    type: 'error',
    error: { type: 'api_error', message: 'It failed.', code: 'failed' },
    name: 'application_error',
    message: 'It failed.',
    statusCode: status,
    code: 'failed',
    detail: 'It failed.',
  },
});

export async function playScript(replies: Reply[]): Promise<Script> {
  const faults = await FaultServer.start();
  const run = faults.script(...replies);
  const times: number[] = [];
  // The fault server has one address for a run, below a path; not every client can be told a path.
  const server = createServer((request, response) => {
    times.push(performance.now());
    run.answer(request.url ?? '', request, response).catch(() => response.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: run.received,
    times,
    wasClosed: () => run.waitFor((received) => received.at(-1)?.closed === true, 2_000),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await Promise.all([once(server, 'close'), faults.stop()]);
    },
  };
}
