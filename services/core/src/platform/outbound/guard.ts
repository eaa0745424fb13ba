import { type Address, isLocalhost, isLoopback, specialKind, toAddress } from './address.js';
import { parseAllow } from './allow-list.js';
import { ownAddresses } from './own-addresses.js';
import type { Lookup, OutboundOptions } from './types.js';

/** Where a request goes. `host` is the name as people write it: without brackets or a trailing dot. */
export interface Destination {
  url: URL;
  host: string;
  port: number;
}

/** Says why an address may not be connected to, or undefined if it may. */
export type AddressJudge = (address: string) => string | undefined;

export interface Guard {
  /** What can be said without DNS: the destination, or the sentence why there is none. */
  judgeUrl(text: string): Destination | string;
  /** What can be said of the addresses that DNS gives for it. */
  addressJudge(destination: Destination): Promise<AddressJudge>;
}

const ONLY_PUBLIC = 'Relay sends only to public addresses unless the operator lists them in RELAY_OUTBOUND_ALLOW.';

// Node asks `lookup` for names only, never for addresses, so one check is not enough: the URL is judged as it is
// written, and every address that DNS gives is judged again at the moment of connecting.
export function createGuard(options: OutboundOptions, lookup: Lookup): Guard {
  const allowed = parseAllow(options.allow);
  const own = ownAddresses(options.refused, lookup);

  const isExempt = ({ url, host, port }: Destination) => {
    const literal = toAddress(host);
    const isLocal = literal ? isLoopback(literal) || host === options.exempt?.host : isLocalhost(host);
    return (
      isLocal &&
      url.protocol === 'http:' &&
      port === options.exempt?.port &&
      options.exempt.paths.includes(url.pathname)
    );
  };

  const judge = (destination: Destination, address: Address, isOwn: (address: Address) => boolean) => {
    const { host, port } = destination;
    const isItsOwn = isLoopback(address) || address.toString() === options.exempt?.host;
    if (isItsOwn && isExempt(destination)) return undefined;
    if (isOwn(address)) return ownRefusal(destination);
    const kind = specialKind(address);
    if (!kind || allowed.allows(host, port, address)) return undefined;
    // Where a name leads is not repeated: that would be a directory of the operator's network.
    return `${host} ${toAddress(host) ? 'is' : 'leads to'} ${kind}; ${ONLY_PUBLIC}`;
  };

  const judgeName = (destination: Destination) => {
    const { host, port } = destination;
    if (isExempt(destination)) return undefined;
    if (own.hasName(host, port)) return ownRefusal(destination);
    if (!isLocalhost(host)) return undefined;
    const loopback = ['127.0.0.1', '::1'].flatMap((text) => toAddress(text) ?? []);
    if (loopback.some(own.written(port))) return ownRefusal(destination);
    // Which of the two loopback addresses it is, and whether that one is allowed, shows at connect.
    if (loopback.some((address) => allowed.allows(host, port, address))) return undefined;
    return `${host} is a loopback address; ${ONLY_PUBLIC}`;
  };

  return {
    judgeUrl(text) {
      const destination = toDestination(text);
      if (typeof destination === 'string') return destination;
      const literal = toAddress(destination.host);
      const refusal = literal ? judge(destination, literal, own.written(destination.port)) : judgeName(destination);
      return refusal ?? destination;
    },
    async addressJudge(destination) {
      const isOwn = await own.resolved(destination.port);
      return (text) => {
        const address = toAddress(text);
        return address ? judge(destination, address, isOwn) : `${destination.host} has no usable address.`;
      };
    },
  };
}

const ownRefusal = ({ host, port }: Destination) =>
  `${host} on port ${port} is Relay's own service or database; Relay never sends there.`;

// Nothing but the host is ever repeated: the rest of a URL may be a secret.
function toDestination(text: string): Destination | string {
  if (!URL.canParse(text)) return 'This is not a complete URL.';
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'Relay sends only to http and https URLs.';
  if (url.username !== '' || url.password !== '') return 'A URL must not carry a user name or password.';
  const host = url.hostname.replace(/^\[(.+)\]$/, '$1').replace(/\.$/, '');
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  return { url, host, port };
}
