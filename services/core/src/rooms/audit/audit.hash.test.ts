import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashOf } from './audit.hash.js';
import { interchangeable } from './audit.schema.js';

const event = {
  id: 'evt_1',
  sequence: 2,
  type: 'preview.created',
  actorId: 'key_1',
  subjectId: 'prv_1',
  data: { b: 1e21, a: '\u0000ü\u2028', 10: null, 9: [0.1, -0, true] },
  requestId: null,
  createdAt: '2026-11-25T12:00:00.000Z',
  previousHash: 'ab'.repeat(32),
  hash: null,
};

describe('the hash of an event', () => {
  it('is SHA-256 over the previous hash and its RFC 8785 form', () => {
    const canonical = `{"actorId":"key_1","createdAt":"2026-11-25T12:00:00.000Z","data":{"10":null,"9":[0.1,0,true],"a":"\\u0000ü\u2028","b":1e+21},"id":"evt_1","previousHash":"${'ab'.repeat(32)}","requestId":null,"sequence":2,"subjectId":"prv_1","type":"preview.created"}`;
    expect(hashOf(event)).toBe(createHash('sha256').update('ab'.repeat(32)).update(canonical).digest('hex'));
  });

  it('does not depend on the order of names, and does on every value', () => {
    const reordered = Object.fromEntries(Object.entries(event).reverse()) as unknown as typeof event;
    expect(hashOf(reordered)).toBe(hashOf(event));
    for (const name of Object.keys(event).filter((key) => key !== 'hash'))
      expect(hashOf({ ...event, [name]: 'other' })).not.toBe(hashOf(event));
  });
});

describe('what RFC 8785 cannot write', () => {
  it('is replaced, within texts, names and numbers', () => {
    const odd = { '\ud800': ['\udc00a', Number.POSITIVE_INFINITY], whole: '\ud83d\ude00', __proto__: null };
    expect(interchangeable(odd)).toEqual({ '\ufffd': ['\ufffda', null], whole: '\ud83d\ude00' });
  });

  it('leaves a name like __proto__ a name', () => {
    const odd = JSON.parse('{"__proto__":{"admin":true}}');
    expect(JSON.stringify(interchangeable(odd))).toBe('{"__proto__":{"admin":true}}');
  });
});
