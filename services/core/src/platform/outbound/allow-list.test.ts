import { describe, expect, it } from 'vitest';
import { toAddress } from './address.js';
import { parseAllow } from './allow-list.js';

function allows(entry: string, host: string, port: number, address: string) {
  const parsed = toAddress(address);
  if (!parsed) throw new Error(`${address} is no address`);
  return parseAllow([entry]).allows(host, port, parsed);
}

describe('parseAllow', () => {
  it('lists every entry that it cannot read', () => {
    const bad = [
      '10.0.0.0/33',
      '::1/129',
      '10.0.0/8',
      '::ffff:10.0.0.0/104',
      '*.internal',
      '127.1',
      '010.0.0.1',
      'a b',
    ];
    const worse = [
      'http://internal',
      'user@internal',
      'internal:0',
      'internal:65536',
      'internal:x',
      '[::1',
      'a..b',
      '-/8',
    ];
    const entries = ['fine.internal', ...bad, ...worse, '10.0.0.0/8'];
    const list = [...bad, ...worse].map((entry) => JSON.stringify(entry)).join(', ');
    expect(() => parseAllow(entries)).toThrow(
      new Error(`RELAY_OUTBOUND_ALLOW: not a host name, host:port, address or CIDR: ${list}`),
    );
  });

  it('takes no entries, and entries with blanks around them', () => {
    expect(() => parseAllow([])).not.toThrow();
    expect(() => parseAllow(['', '  '])).not.toThrow();
    expect(allows('  10.0.0.1 ', 'x.test', 80, '10.0.0.1')).toBe(true);
  });

  it.each([
    ['a name, on every port', 'hooks.internal', 'hooks.internal', 8080, '10.0.0.1', true],
    ['a name, however it is spelt', 'Hooks.Internal.', 'hooks.internal', 80, '10.0.0.1', true],
    ['a name in another script', 'bücher.internal', 'xn--bcher-kva.internal', 80, '10.0.0.1', true],
    ['no name below it', 'internal', 'hooks.internal', 80, '10.0.0.1', false],
    ['no name that merely ends alike', 'hooks.internal', 'evilhooks.internal', 80, '10.0.0.1', false],
    ['a name on its port', 'hooks.internal:8080', 'hooks.internal', 8080, '10.0.0.1', true],
    ['a name on no other port', 'hooks.internal:8080', 'hooks.internal', 80, '10.0.0.1', false],
    ['an address, under any name', '10.0.0.1', 'x.test', 80, '10.0.0.1', true],
    ['no other address', '10.0.0.1', 'x.test', 80, '10.0.0.2', false],
    ['an address mapped into IPv6', '10.0.0.1', 'x.test', 80, '::ffff:a00:1', true],
    ['an address on its port', '10.0.0.1:8080', 'x.test', 8080, '10.0.0.1', true],
    ['an address on no other port', '10.0.0.1:8080', 'x.test', 80, '10.0.0.1', false],
    ['an IPv6 address', 'fd00::1', 'x.test', 80, 'fd00:0::1', true],
    ['an IPv6 address in brackets', '[fd00::1]', 'x.test', 80, 'fd00::1', true],
    ['an IPv6 address on no other port', '[fd00::1]:8080', 'x.test', 80, 'fd00::1', false],
    ['a range', '10.0.0.0/8', 'x.test', 80, '10.255.255.255', true],
    ['nothing outside a range', '10.0.0.0/8', 'x.test', 80, '11.0.0.0', false],
    ['an IPv6 range', 'fd00::/8', 'x.test', 80, 'fdff::1', true],
    ['no IPv4 through an IPv6 range', '::/0', 'x.test', 80, '127.0.0.1', false],
  ])('allows %s', (_, entry, host, port, address, expected) => {
    expect(allows(entry, host, port, address)).toBe(expected);
  });
});
