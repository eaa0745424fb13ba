// A vitest set-up file: tests talk to this machine only. Any other connection fails, by address and not by name.
import dns from 'node:dns';
import net, { type LookupFunction, Socket } from 'node:net';

const LOOPBACK = new net.BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

const isLoopback = (address: string) => LOOPBACK.check(address, net.isIPv6(address) ? 'ipv6' : 'ipv4');
const refusal = (host: string) => new Error(`a test tried to connect to ${host}; tests talk to loopback only`);

const guarded =
  (lookup: LookupFunction): LookupFunction =>
  (host, options, callback) =>
    lookup(host, options, (error, address, family) => {
      const addresses = Array.isArray(address) ? address.map((entry) => entry.address) : [address];
      const stranger = error ? undefined : addresses.find((entry) => !isLoopback(entry));
      if (stranger !== undefined) callback(refusal(`${host} (${stranger})`), address, family);
      else callback(error, address, family);
    });

const connect = Socket.prototype.connect as (this: Socket, ...args: unknown[]) => Socket;

function guardedConnect(this: Socket, ...args: unknown[]): Socket {
  const [options] = (
    net as unknown as { _normalizeArgs(args: unknown[]): [net.TcpNetConnectOpts & { path?: string }] }
  )._normalizeArgs(
    // net.connect hands over what it has normalised already
    Array.isArray(args[0]) ? args[0] : args,
  );
  if (options.path !== undefined) return connect.apply(this, args);
  const host = options.host ?? 'localhost';
  if (net.isIP(host) && !isLoopback(host)) throw refusal(host);
  options.lookup = guarded(options.lookup ?? (dns.lookup as LookupFunction));
  return connect.call(this, options, ...args.slice(1).filter((argument) => typeof argument === 'function'));
}

Socket.prototype.connect = guardedConnect as typeof Socket.prototype.connect;
