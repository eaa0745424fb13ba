import { networkInterfaces } from 'node:os';
import { type Address, isLocalhost, isThisMachine, toAddress, untranslated } from './address.js';
import type { Lookup } from './types.js';

type Includes = (address: Address) => boolean;

/** Where Relay itself, its database and its Redis listen. */
export interface OwnAddresses {
  hasName(host: string, port: number): boolean;
  /** The addresses on a port as far as they are known without DNS. */
  written(port: number): Includes;
  /** All addresses on a port; fails if a name cannot be looked up, for then nobody knows what to keep away from. */
  resolved(port: number): Promise<Includes>;
}

export function ownAddresses(entries: Array<{ host: string; port: number }>, lookup: Lookup): OwnAddresses {
  const known = entries.map((entry) => ({ ...entry, host: entry.host.toLowerCase().replace(/^\[(.+)\]$|\.$/, '$1') }));
  const hostsOn = (port: number) => known.filter((entry) => entry.port === port).map((entry) => entry.host);
  const written = (port: number) => hostsOn(port).flatMap((host) => addressWritten(host) ?? []);
  return {
    hasName: (host, port) => hostsOn(port).includes(host),
    written: (port) => includes(written(port)),
    async resolved(port) {
      const names = hostsOn(port).filter((host) => addressWritten(host) === undefined);
      const found = await Promise.all(names.map((name) => addressesOf(name, lookup)));
      return includes([...written(port), ...found.flat()]);
    },
  };
}

function includes(own: Address[]): Includes {
  const texts = new Set(own.map(String));
  if (own.some(isThisMachine)) {
    // A listener on the wildcard answers on every interface, and which one it chose on loopback does not matter.
    return (address) => {
      const real = untranslated(address);
      return isThisMachine(real) || texts.has(String(real)) || interfaceAddresses().has(String(real));
    };
  }
  return (address) => texts.has(String(address)) || texts.has(String(untranslated(address)));
}

const interfaceAddresses = () =>
  new Set(
    Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .map(({ address }) => String(toAddress(address))),
  );

const addressWritten = (host: string) => toAddress(isLocalhost(host) ? '127.0.0.1' : host);

function addressesOf(name: string, lookup: Lookup): Promise<Address[]> {
  return new Promise((resolve, reject) => {
    lookup(name, { all: true }, (error, answers) => {
      // A name without an address leads nowhere, so there is nothing to keep away from.
      if (error && error.code !== 'ENOTFOUND') reject(error);
      else resolve(error ? [] : answers.flatMap(({ address }) => toAddress(address) ?? []));
    });
  });
}
