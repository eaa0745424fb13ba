import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Relay, type RelayEvent } from '../src/index.js';
import { echo, hang, html, json, problem, reset } from './support/replies.js';
import { apiKey, failureOf, recordPauses, useFaultServer } from './support/setup.js';

const fault = useFaultServer();

/** Everything that a log could make of a value. */
function shownOf(value: unknown): string {
  const deep = { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true, maxStringLength: null } as const;
  const stack = value instanceof Error ? value.stack : '';
  return [inspect(value), inspect(value, deep), JSON.stringify(value), String(value), stack].join('\n');
}

it.each([['a string', apiKey] as const, ['a function', async () => apiKey] as const])(
  'a client with %s as its key does not show it',
  (_, key) => {
    const client = new Relay({ apiKey: key });
    for (const value of [client, client.executions, client.webhooks.secret, { client }])
      expect(shownOf(value)).not.toContain('canary');
    expect(JSON.stringify(Object.entries(client))).not.toContain('canary');
  },
);

describe('no event and no error shows the key', () => {
  it.each([
    ['success', json({})],
    ['401', problem(401, 'invalid_api_key')],
    ['HTML', html(500)],
    ['reset', reset],
    ['time-out', hang],
    ['a page that shows the request', echo],
  ])('of a call that ends in %s', async (_, behaviour) => {
    recordPauses();
    const events: RelayEvent[] = [];
    fault.script(behaviour, behaviour);
    const client = fault.client({ timeout: 500, maxRetries: 1, onEvent: (event) => events.push(event) });
    const outcome = await client.actions.execute({ previewId: 'prv_1', digest: 'sha256-1' }).then(
      () => 'success',
      (error: Error) => error,
    );
    expect(fault.received[0]?.headers.authorization).toContain('canary');
    for (const value of [outcome, ...events]) expect(shownOf(value)).not.toContain('canary');
  });

  it.each(['canary with space', 'canary\nline', 'canary-ü'])('of a key that cannot be one: %j', async (key) => {
    expect(() => new Relay({ apiKey: key })).toThrow('characters that no key has');
    const error = await failureOf(fault.client({ apiKey: () => key }).me.get());
    expect(shownOf(error)).not.toContain('canary');
  });
});
