// Whatever a provider does to a request, its execution ends in time, with an outcome of a type and no effect too many.
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { answer, type Behaviour, hang, inTurn, reset } from '@relay/testing';
import { describe, expect, it } from 'vitest';
import type { EffectClass } from '../../src/generated/types.js';
import { CLASSES, fakeAction } from '../actions/fake-action.js';
import { useWorld } from '../world.js';

const DEADLINE_MS = 400;
/** What this machine may take on top. */
const SLACK_MS = 1_500;
const world = useWorld({ actions: CLASSES.map(fakeAction), sendDeadlineMs: DEADLINE_MS });

/** Answers with a status and half of its body, and drops the connection. */
const resetInBody: Behaviour = (response) => {
  response.writeHead(200, { 'content-length': '1000' }).write('half', () => response.socket!.resetAndDestroy());
};
const gigabyte: Behaviour = (response) => {
  const chunk = Buffer.alloc(1024 * 1024, 'x');
  response.writeHead(200, { 'content-length': String(1024 * chunk.length) });
  let left = 1024;
  const more = () => {
    while (left-- > 0 && !response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
};

async function run(effectClass: EffectClass, url = world().receiver.url) {
  const { call, keys } = world();
  const body = { action: `fake.${effectClass}`, input: { url } };
  const { body: plan } = await call('actions.preview', { key: keys.developer, body });
  const execute = { previewId: plan.id, digest: plan.digest };
  return (await call('actions.execute', { key: keys.developer, body: execute })).body;
}

describe.each<[string, () => Behaviour, string]>([
  ['hangs', () => hang, 'outcome_unknown'],
  ['drops every reply', () => reset, 'outcome_unknown'],
  ['resets within the body', () => resetInBody, 'succeeded'],
  ['sends 1 GB', () => gigabyte, 'succeeded'],
  ['is busy at first', () => inTurn(answer(429, '', { 'retry-after': '0' }), answer(200)), 'succeeded'],
  ['is busy for long', () => answer(429, '', { 'retry-after': '3600' }), 'failed'],
  ['wants other credentials in the middle of retries', () => inTurn(answer(500), answer(401)), 'failed'],
  ['wants other credentials after a lost reply', () => inTurn(reset, answer(401)), 'outcome_unknown'],
])('a provider that %s', (_, behaviour, expected) => {
  it.each(CLASSES)('ends %s in time', async (effectClass) => {
    world().receiver.behave(behaviour());
    const before = process.memoryUsage().rss;
    const execution = await run(effectClass);
    expect(execution.status).toBe(expected);
    if (execution.status !== 'succeeded')
      expect(execution.error).toMatchObject({ code: /^[a-z_]+$/.exec(execution.error!.code)![0] });
    expect(execution.durationMs).toBeLessThan(DEADLINE_MS + SLACK_MS);
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
  });
});

it.each(CLASSES)('a provider that speaks no HTTP leaves %s unknown', async (effectClass) => {
  const server = createServer((socket) =>
    socket.on('error', () => {}).on('data', () => socket.end('\u0000garbage\r\n\r\n')),
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const execution = await run(effectClass, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  server.close();
  expect(execution).toMatchObject({ status: 'outcome_unknown' });
});
