import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type DigestedPlan, digestOf } from './previews.digest.js';

const plan: DigestedPlan = {
  workspaceId: 'ws_1',
  action: 'webhook.send',
  actionVersion: '2026-11-01',
  effectClass: 'at-most-once',
  connectionId: null,
  request: {
    method: 'POST',
    url: 'https://example.com/',
    headers: { a: '1', b: '2' },
    body: '{}',
    addedAtSend: ['webhook-timestamp', 'webhook-signature'],
  },
};
const withRequest = (change: Partial<DigestedPlan['request']>): DigestedPlan => ({
  ...plan,
  request: { ...plan.request, ...change },
});

it.each<[string, DigestedPlan]>([
  ['the workspace', { ...plan, workspaceId: 'ws_2' }],
  ['the action', { ...plan, action: 'webhook.sent' }],
  ['the version', { ...plan, actionVersion: '2026-11-02' }],
  ['the effect class', { ...plan, effectClass: 'provider-key' }],
  ['the connection', { ...plan, connectionId: 'conn_1', accountId: 'a' }],
  ['the method', withRequest({ method: 'PUT' })],
  ['the URL', withRequest({ url: 'https://example.com/?' })],
  ['a header', withRequest({ headers: { a: '1', b: '3' } })],
  ['one header fewer', withRequest({ headers: { a: '1' } })],
  ['a border between headers', withRequest({ headers: { a: '1b', '': '2' } })],
  ['the body', withRequest({ body: '{ }' })],
  ['no body', withRequest({ body: null })],
  ['a salt', withRequest({ salts: { '/headers/authorization': 'x' } })],
  ['what is added at send', withRequest({ addedAtSend: ['webhook-timestamp'] })],
])('changes with %s', (_, other) => {
  expect(digestOf(other)).not.toBe(digestOf(plan));
});

it('changes with the account of the connection', () => {
  const through = (connectionId: string, accountId: string) => digestOf({ ...plan, connectionId, accountId });
  expect(through('conn_1', 'a')).not.toBe(through('conn_1', 'b'));
  expect(through('conn_1', 'a')).not.toBe(through('conn_2', 'a'));
  expect(through('conn_1', 'a')).not.toBe(through('conn_1a', ''));
});

it('is for ever what it was, so that older previews can be confirmed', () => {
  expect(digestOf(plan)).toBe('sha256-NTtW6Q_lYu1iiQDidYzQNx8pwKhz4MR3RvW--VVOmRw');
});

it('does not depend on the order of headers', () => {
  expect(digestOf(withRequest({ headers: { b: '2', a: '1' } }))).toBe(digestOf(plan));
});

it('is another one for every other body and header', () => {
  const part = fc.string({ maxLength: 4 });
  fc.assert(
    fc.property(part, part, part, part, (bodyA, headerA, bodyB, headerB) => {
      const [a, b] = [
        withRequest({ body: bodyA, headers: { h: headerA } }),
        withRequest({ body: bodyB, headers: { h: headerB } }),
      ];
      expect(digestOf(a) === digestOf(b)).toBe(bodyA === bodyB && headerA === headerB);
    }),
  );
});
