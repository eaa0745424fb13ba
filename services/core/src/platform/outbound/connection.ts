import { connect, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { addressBlocked, connectionFailed, dnsFailed, tlsFailed } from './failures.js';
import type { AddressJudge, Destination, Guard } from './guard.js';
import { unlessStopped, whenStopped } from './time-limit.js';
import type { Lookup } from './types.js';

export interface ConnectionDeps {
  guard: Guard;
  lookup: Lookup;
  limitMs: number;
}

/**
 * A connection that is judged, up and (for https) verified, on which nothing of the request has been written.
 * Every failure in here is therefore `not_sent`.
 */
// One connection per request, never from a pool: a kept-alive socket may have been closed by the other side just
// before we write to it, and then nobody could tell whether the request arrived.
export async function openConnection(
  destination: Destination,
  deps: ConnectionDeps,
  stop: AbortSignal,
): Promise<Socket> {
  const judge = await addressJudge(destination, deps, stop);
  if (isIP(destination.host)) throwIfBlocked(judge, destination.host);
  const socket = await connected(destination, judge, deps, stop);
  try {
    // Whatever stands between lookup and connect: this is where the bytes would go.
    if (socket.remoteAddress) throwIfBlocked(judge, socket.remoteAddress);
    else throw connectionFailed(destination, deps.limitMs, new Error('closed as soon as it was open'));
  } catch (error) {
    socket.destroy();
    throw error;
  }
  return destination.url.protocol === 'https:' ? secured(socket, destination, deps.limitMs, stop) : socket;
}

async function addressJudge(destination: Destination, { guard, limitMs }: ConnectionDeps, stop: AbortSignal) {
  try {
    return await unlessStopped(guard.addressJudge(destination), stop);
  } catch (error) {
    throw stop.aborted ? connectionFailed(destination, limitMs, error) : dnsFailed("Relay's own services", error);
  }
}

function throwIfBlocked(judge: AddressJudge, address: string) {
  const refusal = judge(address);
  if (refusal) throw addressBlocked(refusal, new Error(`blocked address ${address}`));
}

function connected(destination: Destination, judge: AddressJudge, deps: ConnectionDeps, stop: AbortSignal) {
  return new Promise<Socket>((resolve, reject) => {
    const socket = connect({
      host: destination.host,
      port: destination.port,
      lookup: guardedLookup(deps.lookup, judge),
      noDelay: true,
      autoSelectFamily: true,
      // Node's 250 ms would give up on an address that is merely far away.
      autoSelectFamilyAttemptTimeout: 1_000,
    });
    const fail = (error?: Error) => reject(connectionFailed(destination, deps.limitMs, stop.reason ?? error));
    // The listener stays for the socket's life: once the outcome is known, a late error is nobody's concern.
    socket.on('error', fail);
    const closed = () => fail();
    socket.once('close', closed);
    socket.once('connect', () => {
      socket.off('close', closed);
      resolve(socket);
    });
    whenStopped(stop, () => socket.destroy(stop.reason));
  });
}

/** A lookup that refuses a name if any of its addresses is blocked, so that no fallback can pick that one. */
function guardedLookup(lookup: Lookup, judge: AddressJudge): LookupFunction {
  return (host, options, callback) =>
    lookup(host, { ...options, all: true }, (error, answers) => {
      try {
        if (error) throw dnsFailed(host, error);
        if (answers.length === 0) throw dnsFailed(host, Object.assign(new Error('no address'), { code: 'ENOTFOUND' }));
        for (const { address } of answers) throwIfBlocked(judge, address);
      } catch (refused) {
        return callback(refused as Error, []);
      }
      callback(null, answers);
    });
}

function secured(socket: Socket, destination: Destination, limitMs: number, stop: AbortSignal) {
  return new Promise<Socket>((resolve, reject) => {
    const { host } = destination;
    const secure = connectSecurely({
      socket,
      host,
      ...(isIP(host) ? {} : { servername: host }),
      ALPNProtocols: ['http/1.1'],
      // Said here so that NODE_TLS_REJECT_UNAUTHORIZED cannot turn it off.
      rejectUnauthorized: true,
    });
    const fail = (error?: Error) => reject(tlsFailed(destination, limitMs, stop.reason ?? error));
    secure.on('error', fail);
    const closed = () => fail();
    secure.once('close', closed);
    secure.once('secureConnect', () => {
      secure.off('close', closed);
      resolve(secure);
    });
    whenStopped(stop, () => secure.destroy(stop.reason));
  });
}
