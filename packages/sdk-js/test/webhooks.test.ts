import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { verifyWebhook, WebhookVerificationError } from '../src/webhooks.js';
import { failureOf } from './support/setup.js';

const secret = `whsec_${Buffer.from('a secret of 24 bytes....').toString('base64')}`;
const other = `whsec_${Buffer.from('another one of 24 bytes.').toString('base64')}`;
const now = new Date('2026-11-01T10:00:00Z');
const payload = JSON.stringify({ text: 'grüße', amount: 7 });

function signed(body = payload, by = secret, at = now) {
  const signature = new Webhook(by).sign('msg_1', at, body);
  return { 'webhook-id': 'msg_1', 'webhook-timestamp': String(at.getTime() / 1000), 'webhook-signature': signature };
}

describe('a webhook is believed', () => {
  it.each([
    ['text', payload],
    ['bytes', new TextEncoder().encode(payload)],
    ['a Buffer', Buffer.from(payload)],
    ['an ArrayBuffer', new TextEncoder().encode(payload).buffer],
  ])('as %s', async (_, body) => {
    expect(await verifyWebhook(body, signed(), secret, { now })).toEqual(JSON.parse(payload));
  });

  it('with headers as fetch, Node or anybody writes them', async () => {
    const headers = signed();
    const shouted = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]));
    const listed = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
    for (const form of [
      new Headers(headers),
      new Map(Object.entries(headers)),
      shouted,
      listed,
      { ...headers, accept: undefined },
    ])
      expect(await verifyWebhook(payload, form, secret, { now })).toEqual(JSON.parse(payload));
  });

  it('with a secret without its prefix', async () => {
    expect(await verifyWebhook(payload, signed(), secret.slice(6), { now })).toEqual(JSON.parse(payload));
  });

  it('if one of several secrets fits', async () => {
    expect(await verifyWebhook(payload, signed(), [other, secret], { now })).toEqual(JSON.parse(payload));
  });

  it('if one of several signatures fits', async () => {
    const headers = signed();
    const both = `v1a,abc v1,%%% v1 ${signed(payload, other)['webhook-signature']} ${headers['webhook-signature']}`;
    expect(await verifyWebhook(payload, { ...headers, 'webhook-signature': both }, secret, { now })).toEqual(
      JSON.parse(payload),
    );
  });

  it.each([-300, 300])('%i seconds from its time', async (seconds) => {
    const headers = signed(payload, secret, new Date(now.getTime() + seconds * 1000));
    expect(await verifyWebhook(payload, headers, secret, { now })).toEqual(JSON.parse(payload));
  });

  it('without a time to judge by when it is new', async () => {
    const at = new Date(Math.floor(Date.now() / 1000) * 1000);
    expect(await verifyWebhook(payload, signed(payload, secret, at), secret)).toEqual(JSON.parse(payload));
  });
});

describe('a webhook is not believed', () => {
  const refused = async (...given: Parameters<typeof verifyWebhook>) => {
    const error = await failureOf(verifyWebhook(...given));
    expect(error).toBeInstanceOf(WebhookVerificationError);
    return error.message;
  };

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('without %s', async (name) => {
    expect(await refused(payload, { ...signed(), [name]: undefined }, secret, { now })).toContain('header is missing');
  });

  it('when the body, the id, the time or the secret is another', async () => {
    expect(await refused(payload.replace('7', '8'), signed(), secret, { now })).toBe('No signature fits.');
    expect(await refused(payload, { ...signed(), 'webhook-id': 'msg_2' }, secret, { now })).toBe('No signature fits.');
    const later = String(now.getTime() / 1000 + 1);
    expect(await refused(payload, { ...signed(), 'webhook-timestamp': later }, secret, { now })).toBe(
      'No signature fits.',
    );
    expect(await refused(payload, signed(), other, { now })).toBe('No signature fits.');
    expect(await refused(payload, signed(), [], { now })).toBe('No signature fits.');
  });

  it.each([-301, 301])('%i seconds from its time', async (seconds) => {
    const headers = signed(payload, secret, new Date(now.getTime() + seconds * 1000));
    expect(await refused(payload, headers, secret, { now })).toBe('The timestamp is too far from now.');
  });

  it('beyond a tolerance of its own', async () => {
    const headers = signed(payload, secret, new Date(now.getTime() - 20_000));
    expect(await refused(payload, headers, secret, { now, toleranceSeconds: 10 })).toBe(
      'The timestamp is too far from now.',
    );
  });

  it.each(['', 'soon', '1e9', '-1', 'NaN'])('with %j as its timestamp', async (timestamp) => {
    await refused(payload, { ...signed(), 'webhook-timestamp': timestamp }, secret, { now });
  });

  it('when the signature that fits is of another version', async () => {
    const headers = signed();
    const another = headers['webhook-signature'].replace('v1,', 'v2,');
    expect(await refused(payload, { ...headers, 'webhook-signature': another }, secret, { now })).toBe(
      'No signature fits.',
    );
  });

  it.each(['v1,', 'v1', 'v2,abc', ',', 'v1,AAAA'])('with %j as its signature', async (signature) => {
    expect(await refused(payload, { ...signed(), 'webhook-signature': signature }, secret, { now })).toBe(
      'No signature fits.',
    );
  });

  it.each(['', 'whsec_', 'whsec_%%%'])('by the secret %j, which anybody could have', async (empty) => {
    expect(await refused(payload, signed(), empty, { now })).toBe('A secret is not a whsec_… one.');
  });

  it.each([JSON.parse(payload), undefined, 7])('when it was parsed already, as %j', async (parsed) => {
    expect(await refused(parsed, signed(), secret, { now })).toBe(
      'The payload is not the body as it came: text or bytes.',
    );
  });

  it('when it is not JSON', async () => {
    const error = await failureOf(verifyWebhook('hello', signed('hello'), secret, { now }));
    expect([error.constructor, error.message, error.cause]).toEqual([
      WebhookVerificationError,
      'The payload is not JSON.',
      expect.any(SyntaxError),
    ]);
  });
});
