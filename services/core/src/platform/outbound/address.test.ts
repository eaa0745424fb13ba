import { describe, expect, it } from 'vitest';
import { specialKind, toAddress } from './address.js';

function kind(text: string) {
  const address = toAddress(text);
  return address ? (specialKind(address) ?? 'public') : 'not an address';
}

describe('specialKind', () => {
  it.each([
    ['an unspecified address', ['0.0.0.0', '0.255.255.255', '::']],
    ['a loopback address', ['127.0.0.1', '127.255.255.254', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1']],
    ['a private address', ['10.0.0.0', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1', 'fc00::1']],
    ['a private address', ['fdff:ffff::1', '::ffff:10.0.0.1']],
    ['a link-local address', ['169.254.0.1', 'fe80::1', 'fe80::1%eth0', 'febf::1']],
    ['a cloud metadata address', ['169.254.169.254', '168.63.129.16', 'fd00:ec2::254', '::ffff:a9fe:a9fe']],
    ['a carrier-internal address', ['100.64.0.0', '100.100.100.200', '100.127.255.255']],
    [
      'a reserved address',
      ['192.0.0.1', '240.0.0.1', '255.255.255.255', '::127.0.0.1', '::8.8.8.8', '::ffff:0:127.0.0.1'],
    ],
    ['a reserved address', ['100::1', '2001:10::1', '4000::1', '5f00::1']],
    ['a documentation address', ['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1']],
    ['a relay address of 6to4', ['192.88.99.1']],
    ['a benchmarking address', ['198.18.0.1', '198.19.255.255']],
    ['a multicast address', ['224.0.0.1', '239.255.255.255', 'ff02::1']],
    ['an address that is translated to IPv4', ['64:ff9b::a9fe:a9fe', '64:ff9b:1::1', '64:ff9b::8.8.8.8']],
    ['a Teredo address', ['2001::1']],
    ['a 6to4 address', ['2002:7f00:1::1']],
    ['a site-local address', ['fec0::1']],
    ['public', ['1.1.1.1', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255']],
    ['public', ['128.0.0.0', '172.15.255.255', '172.32.0.0', '192.0.1.1', '198.17.255.255', '223.255.255.255']],
    ['public', ['2606:4700::1111', '2a00::1', '2001:4860:4860::8888', '::ffff:8.8.8.8', '168.63.129.17']],
    ['not an address', ['', 'localhost', '127.1', '0177.0.0.1', '2130706433', '[::1]']],
  ])('calls by name: %s', (expected, addresses) => {
    expect(addresses.map((address) => [address, kind(address)])).toEqual(
      addresses.map((address) => [address, expected]),
    );
  });
});
