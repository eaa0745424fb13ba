// Every row of the table that the JavaScript and the Python client share. packages/fault-server/README.md explains it.
import { FaultServer, readTable } from '@relay/fault-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCase } from './table/run-case.js';

const { apiKey, cases } = readTable();
let server: FaultServer;
beforeAll(async () => {
  server = await FaultServer.start();
});
afterAll(() => server.stop());

describe.each(Object.entries(Object.groupBy(cases, ({ group }) => group)))('%s', (_, group) => {
  it.each(group.map((faultCase) => [faultCase.name, faultCase] as const))('%s', async (_, faultCase) => {
    expect(await runCase(faultCase, server.url, apiKey)).toEqual([]);
  });
});
