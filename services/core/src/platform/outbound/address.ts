import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

export type Address = ipaddr.IPv4 | ipaddr.IPv6;
export type AddressRange = [Address, number];

// Ranges that are not somebody else's public server, with the words a person reads. The first match names it.
const SPECIAL: Array<[AddressRange, string]> = (
  [
    ['0.0.0.0/8', 'an unspecified address'],
    ['10.0.0.0/8', 'a private address'],
    ['100.64.0.0/10', 'a carrier-internal address'], // 100.100.100.200, the metadata service of Alibaba Cloud, is in here
    ['127.0.0.0/8', 'a loopback address'],
    ['168.63.129.16/32', 'a cloud metadata address'], // Azure: public by its number, yet answered by the host
    ['169.254.169.254/32', 'a cloud metadata address'],
    ['169.254.0.0/16', 'a link-local address'],
    ['172.16.0.0/12', 'a private address'],
    ['192.0.0.0/24', 'a reserved address'],
    ['192.0.2.0/24', 'a documentation address'],
    ['192.88.99.0/24', 'a relay address of 6to4'],
    ['192.168.0.0/16', 'a private address'],
    ['198.18.0.0/15', 'a benchmarking address'],
    ['198.51.100.0/24', 'a documentation address'],
    ['203.0.113.0/24', 'a documentation address'],
    ['224.0.0.0/4', 'a multicast address'],
    ['240.0.0.0/4', 'a reserved address'],
    ['::/128', 'an unspecified address'],
    ['::1/128', 'a loopback address'],
    ['64:ff9b::/96', 'an address that is translated to IPv4'],
    ['64:ff9b:1::/48', 'an address that is translated to IPv4'],
    ['2001::/32', 'a Teredo address'],
    ['2001::/23', 'a reserved address'],
    ['2001:db8::/32', 'a documentation address'],
    ['2002::/16', 'a 6to4 address'],
    ['3fff::/20', 'a documentation address'],
    ['fd00:ec2::254/128', 'a cloud metadata address'],
    ['fc00::/7', 'a private address'],
    ['fe80::/10', 'a link-local address'],
    ['fec0::/10', 'a site-local address'],
    ['ff00::/8', 'a multicast address'],
  ] as const
).map(([range, words]) => [ipaddr.parseCIDR(range), words]);

const PUBLIC_V6 = ipaddr.parseCIDR('2000::/3');
const NAT64 = ipaddr.parseCIDR('64:ff9b::/96');

/** Reads an address in its strict spelling; an IPv4 address mapped into IPv6 comes back as IPv4. */
export function toAddress(text: string): Address | undefined {
  const [withoutZone = ''] = text.split('%');
  if (isIP(withoutZone) === 0) return undefined;
  if (isIP(withoutZone) === 4) return ipaddr.parse(withoutZone);
  // ipaddr.js takes ::8.8.8.8 for ::ffff:8.8.8.8; the URL parser spells every IPv6 address in hexadecimal.
  return ipaddr.process(new URL(`http://[${withoutZone}]`).hostname.slice(1, -1));
}

export const inRange = (address: Address, range: AddressRange) =>
  address.kind() === range[0].kind() && address.match(range);

/** What kind of address this is, in words, unless it is a public one. */
export function specialKind(address: Address): string | undefined {
  const special = SPECIAL.find(([range]) => inRange(address, range));
  if (special) return special[1];
  // Of IPv6 only 2000::/3 has been given out, so whatever a later standard puts elsewhere is closed by default.
  return address.kind() === 'ipv6' && !inRange(address, PUBLIC_V6) ? 'a reserved address' : undefined;
}

export const isLoopback = (address: Address) => specialKind(address) === 'a loopback address';

/** Loopback, or the wildcard, which a connect takes for loopback. */
export const isThisMachine = (address: Address) =>
  isLoopback(address) || ['0.0.0.0', '::'].includes(address.toString());

/** The IPv4 address behind a NAT64 one, otherwise the address itself. */
export const untranslated = (address: Address) =>
  inRange(address, NAT64) ? ipaddr.fromByteArray(address.toByteArray().slice(12)) : address;

/** `localhost` and what is under it, which RFC 6761 gives to loopback whatever DNS says. */
export const isLocalhost = (host: string) => host === 'localhost' || host.endsWith('.localhost');
