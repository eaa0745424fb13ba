import ipaddr from 'ipaddr.js';
import { type Address, type AddressRange, inRange, toAddress } from './address.js';

type Rule = { host: string; port: number | undefined } | { range: AddressRange; port: number | undefined };

/** The operator's exceptions for private addresses. */
export interface AllowList {
  /** `host` is the name in the URL, lower case; `address` is where it leads. */
  allows(host: string, port: number, address: Address): boolean;
  allowsHost(host: string, port: number): boolean;
}

/** Reads RELAY_OUTBOUND_ALLOW, or throws one Error that lists every entry it cannot read. */
export function parseAllow(entries: string[]): AllowList {
  const present = entries.map((entry) => entry.trim()).filter((entry) => entry !== '');
  const rules = present.map(toRule);
  const bad = present.filter((_, index) => rules[index] === undefined);
  if (bad.length > 0) {
    throw new Error(
      `RELAY_OUTBOUND_ALLOW: not a host name, host:port, address or CIDR: ${bad.map((entry) => JSON.stringify(entry)).join(', ')}`,
    );
  }
  return toAllowList(rules.filter((rule) => rule !== undefined));
}

function toAllowList(rules: Rule[]): AllowList {
  const onPort = (port: number) => rules.filter((rule) => rule.port === undefined || rule.port === port);
  const allowsHost = (host: string, port: number) => onPort(port).some((rule) => 'host' in rule && rule.host === host);
  return {
    allowsHost,
    allows: (host, port, address) =>
      allowsHost(host, port) || onPort(port).some((rule) => 'range' in rule && inRange(address, rule.range)),
  };
}

function toRule(entry: string): Rule | undefined {
  if (entry.includes('/')) return toRangeRule(entry);
  const bare = toAddress(entry);
  if (bare) return { range: wholeAddress(bare), port: undefined };
  const [, host = '', digits] = /^(\[[^\]]+\]|[^:[\]]+)(?::(\d{1,5}))?$/.exec(entry) ?? [];
  const port = digits === undefined ? undefined : Number(digits);
  if (host === '' || port === 0 || (port ?? 0) > 65_535) return undefined;
  const address = toAddress(host.replace(/^\[(.+)\]$/, '$1'));
  if (address) return { range: wholeAddress(address), port };
  const name = toHostName(host);
  return name === undefined ? undefined : { host: name, port };
}

function toRangeRule(entry: string): Rule | undefined {
  const [text = '', bits = '', ...rest] = entry.split('/');
  const address = toAddress(text);
  const isMapped = address?.kind() === 'ipv4' && text.includes(':'); // its prefix length would count other bits
  if (!address || isMapped || rest.length > 0 || !/^\d{1,3}$/.test(bits)) return undefined;
  if (Number(bits) > wholeAddress(address)[1]) return undefined;
  return { range: [address, Number(bits)], port: undefined };
}

const wholeAddress = (address: Address): AddressRange => [address, address instanceof ipaddr.IPv4 ? 32 : 128];

function toHostName(text: string): string | undefined {
  if (!/^[\p{L}\p{M}\p{N}._-]+$/u.test(text) || !URL.canParse(`http://${text}/`)) return undefined;
  // The URL parser lower-cases and punycodes as it will for the request. A number such as 127.1 turns into an
  // address there; who means an address writes it in full.
  const name = new URL(`http://${text}/`).hostname.replace(/\.$/, '');
  return toAddress(name) || !/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(name) ? undefined : name;
}
