import { describe, expect, it } from 'vitest';
import { createOutbound } from './outbound.js';
import { names, post, type Receiver, receiver, told } from './testing.js';
import type { Lookup } from './types.js';

const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';
/** Listens on every interface, IPv6 included where there is one, so that any spelling of loopback would arrive. */
const everywhere = () => receiver('BODY', (socket) => socket.end(OK), '');
const noneReached = ({ received }: Receiver) => expect(received).toEqual([]);

const SPELLINGS = [
  '127.0.0.1',
  'localhost',
  'LocalHost',
  'localhost.',
  'x.localhost',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '0177.0.0.1',
  '127.1',
  '127.0.0.1.',
  '127.8.8.8',
  '0',
  '0.0.0.0',
  '①②⑦.⓪.⓪.①',
  '１２７.0.0.1',
  '127。0。0。1',
  '%31%32%37.0.0.1',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::127.0.0.1]',
  '[64:ff9b::127.0.0.1]',
  '[2002:7f00:1::1]',
];

describe('an outbound request', () => {
  it.each(SPELLINGS)('does not reach a listener on this machine as %s', async (spelling) => {
    const target = await everywhere();
    const outbound = createOutbound({ allow: [], refused: [] });
    const result = await outbound.send(post(`http://${spelling}:${target.port}/`));
    expect(told(result)).toBe('not_sent/address_blocked');
    noneReached(target);
  });

  it.each(['127.0.0.1', 'localhost', '2130706433', '127.1', '[::ffff:7f00:1]'])(
    'reaches that listener as %s when allowed, so the test above means something',
    async (spelling) => {
      const target = await everywhere();
      const outbound = createOutbound({ allow: ['127.0.0.1', '::1'], refused: [] });
      expect(told(await outbound.send(post(`http://${spelling}:${target.port}/`)))).toBe('answered/200');
    },
  );

  it.each([['::ffff:127.0.0.1'], ['::ffff:7f00:1'], ['127.0.0.1'], ['::1'], ['0.0.0.0'], ['::']])(
    'does not reach a listener through a name that leads to %s',
    async (address) => {
      const target = await everywhere();
      const outbound = createOutbound({ allow: [], refused: [], lookup: names({ 'evil.test': [address] }) });
      expect(outbound.refusal(`http://evil.test:${target.port}/`)).toBeUndefined();
      expect(told(await outbound.send(post(`http://evil.test:${target.port}/`)))).toBe('not_sent/address_blocked');
      noneReached(target);
    },
  );

  it.each([
    ['a private one among allowed ones', ['127.0.0.1', '10.0.0.1']],
    ['a private IPv6 one among allowed IPv4 ones', ['127.0.0.1', 'fd00::1']],
    ['a private one in front', ['169.254.169.254', '127.0.0.1']],
  ])('is refused when a name has %s', async (_, addresses) => {
    const target = await everywhere();
    const outbound = createOutbound({ allow: ['127.0.0.1'], refused: [], lookup: names({ 'mixed.test': addresses }) });
    expect(told(await outbound.send(post(`http://mixed.test:${target.port}/`)))).toBe('not_sent/address_blocked');
    noneReached(target);
  });

  it('goes on to the next address of a name when the first refuses', async () => {
    const target = await receiver('BODY', (socket) => socket.end(OK));
    const lookup = names({ 'two.test': ['::1', '127.0.0.1'] });
    const outbound = createOutbound({ allow: ['two.test'], refused: [], lookup });
    expect(told(await outbound.send(post(`http://two.test:${target.port}/`)))).toBe('answered/200');
  });

  it('asks DNS once and connects to what it judged, so that rebinding gains nothing', async () => {
    const target = await everywhere();
    let asked = 0;
    const rebinding: Lookup = (_host, _options, callback) => {
      asked += 1;
      callback(null, [{ address: asked % 2 === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }]);
    };
    const outbound = createOutbound({ allow: ['127.0.0.1'], refused: [], lookup: rebinding });
    const results = [];
    for (let turn = 0; turn < 4; turn += 1)
      results.push(told(await outbound.send(post(`http://evil.test:${target.port}/`))));
    expect(results).toEqual(['answered/200', 'not_sent/address_blocked', 'answered/200', 'not_sent/address_blocked']);
    expect([asked, target.received.length]).toEqual([4, 2]);
  });

  it('writes nothing when the connection turns out to lead elsewhere than the lookup said', async () => {
    const target = await everywhere();
    const reads = ['10.9.9.9'];
    const lying: Lookup = (_host, _options, callback) =>
      callback(null, [
        {
          family: 4,
          get address() {
            return reads.shift() ?? '127.0.0.1';
          },
        },
      ]);
    const outbound = createOutbound({ allow: ['10.9.9.9'], refused: [], lookup: lying });
    expect(told(await outbound.send(post(`http://evil.test:${target.port}/`)))).toBe('not_sent/address_blocked');
    expect(Buffer.concat(target.received).toString()).toBe('');
  });

  it("does not reach Relay's own port under a name that the operator allowed", async () => {
    const target = await everywhere();
    const refused = [{ host: 'postgres', port: target.port }];
    const lookup = names({ 'db.test': ['127.0.0.1'], postgres: ['127.0.0.1'] });
    const outbound = createOutbound({ allow: ['db.test', '127.0.0.1'], refused, lookup });
    for (const host of ['db.test', '127.0.0.1', 'postgres']) {
      expect(told(await outbound.send(post(`http://${host}:${target.port}/`)))).toBe('not_sent/address_blocked');
    }
    noneReached(target);
  });

  it('reaches the development inbox, and nothing else on its port', async () => {
    const target = await everywhere();
    const { port } = target;
    const outbound = createOutbound({
      allow: [],
      refused: [{ host: '::', port }],
      exempt: { port, paths: ['/dev/inbox'] },
    });
    expect(told(await outbound.send(post(`http://127.0.0.1:${port}/dev/inbox`)))).toBe('answered/200');
    expect(told(await outbound.send(post(`http://127.0.0.1:${port}/api/keys`)))).toBe('not_sent/address_blocked');
    expect(target.received.map(String)).toEqual([expect.stringContaining('POST /dev/inbox HTTP/1.1')]);
  });

  it('does not follow a redirect', async () => {
    const target = await everywhere();
    const head = `HTTP/1.1 307 Temporary Redirect\r\nlocation: ${target.url}\r\ncontent-length: 0\r\n\r\n`;
    const redirecting = await receiver('BODY', (socket) => socket.end(head));
    const result = await createOutbound({ allow: ['127.0.0.1'], refused: [] }).send(post(redirecting.url));
    expect(result).toMatchObject({ kind: 'answered', status: 307, headers: { location: target.url } });
    noneReached(target);
  });
});
