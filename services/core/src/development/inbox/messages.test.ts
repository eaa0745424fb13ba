import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { Messages } from './messages.js';

const SECRET = `whsec_${Buffer.alloc(24, 1).toString('base64')}`;
const OTHER = `whsec_${Buffer.alloc(24, 2).toString('base64')}`;

function signed(body: string, { secret = SECRET, at = new Date(), id = 'msg_1' } = {}) {
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  };
  return { method: 'POST', headers, body: Buffer.from(body) };
}
const unsigned = (body: string) => ({ method: 'POST', headers: {}, body: Buffer.from(body) });
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

describe('a message is verified', () => {
  it.each([
    ['with the secret of the workspace', [SECRET]],
    ['with the secret before a rotation', [OTHER, SECRET]],
  ])('%s', (_name, secrets) => {
    expect(new Messages().receive(signed('{"hello":"world"}'), secrets)).toMatchObject({
      id: 'msg_1',
      method: 'POST',
      body: '{"hello":"world"}',
      verified: true,
      reason: null,
    });
  });

  it.each(['', 'not JSON', '\ufeff{"with":"a byte order mark"}', '{"ä":"🎈"}'])('whatever text it is: %j', (body) => {
    expect(new Messages().receive(signed(body), [SECRET])).toMatchObject({ body, verified: true, reason: null });
  });
});

describe('a message is not verified', () => {
  const { method, headers } = signed('{"paid":1}');
  it.each([
    ['without a signature', unsigned('{}'), 'Missing required headers'],
    ['with the signature of another secret', signed('{}', { secret: OTHER }), 'No matching signature found'],
    ['with another body', { method, headers, body: Buffer.from('{"paid":2}') }, 'No matching signature found'],
    ['six minutes later', signed('{}', { at: minutesAgo(6) }), 'Message timestamp too old'],
    ['six minutes early', signed('{}', { at: minutesAgo(-6) }), 'Message timestamp too new'],
    ['when its bytes are no text', { method, headers, body: Buffer.from([0xff, 0x41]) }, 'The body is not UTF-8 text'],
    [
      'when its bytes are no text, even if the text shown in their place was signed',
      { ...signed('\ufffdA'), body: Buffer.from([0xff, 0x41]) },
      'The body is not UTF-8 text',
    ],
  ])('%s', (_name, received, reason) => {
    expect(new Messages().receive(received, [SECRET])).toMatchObject({ verified: false, reason });
  });

  it('when the workspace has no secret', () => {
    const message = new Messages().receive(signed('{}'), []);
    expect(message).toMatchObject({ verified: false, reason: 'There is no secret to verify with' });
  });
});

describe('the inbox', () => {
  it('keeps the newest 200 messages, newest first', () => {
    const messages = new Messages();
    for (let i = 1; i <= 203; i++) messages.receive(unsigned(String(i)), []);
    const kept = messages.list();
    expect([kept.length, kept[0]!.body, kept.at(-1)!.body]).toEqual([200, '203', '4']);
    expect(new Set(kept.map(({ number }) => number)).size).toBe(200);
  });

  it('keeps fewer when they are large, but always the newest', () => {
    const messages = new Messages();
    const large = 'x'.repeat(5_000_000);
    for (let i = 0; i < 15; i++) messages.receive(unsigned(large), []);
    messages.receive(unsigned('small'), []);
    expect([messages.list().length, messages.list()[0]!.body]).toEqual([10, 'small']);
  });

  it('tells a missing id as an empty one, and the size in bytes', () => {
    expect(new Messages().receive(unsigned('ü'), [])).toMatchObject({ id: '', size: 2 });
  });

  it('has another version after each change, and after a restart', () => {
    const messages = new Messages();
    const versions = [messages.version, new Messages().version];
    messages.receive(unsigned('1'), []);
    versions.push(messages.version);
    expect(messages.version).toBe(versions[2]);
    messages.clear();
    versions.push(messages.version);
    expect(new Set(versions).size).toBe(4);
    expect(messages.list()).toEqual([]);
  });
});
