import { type IncomingMessage, request as openRequest } from 'node:http';
import type { Socket } from 'node:net';
import { faultPoint } from '../fault-points.js';
import { connectionFailed, noReply } from './failures.js';
import type { Destination } from './guard.js';
import type { Message } from './message.js';
import { whenStopped } from './time-limit.js';
import type { Answered } from './types.js';

export interface ExchangeLimits {
  deadlineMs: number;
  keepReplyBytes: number;
}

/**
 * Writes the request and reads the reply. From the first byte on the request may have arrived: until the reply's head
 * is there every failure is `no_reply`; afterwards the status is known and a failure only cuts the body.
 */
export async function exchange(
  socket: Socket,
  destination: Destination,
  message: Message,
  limits: ExchangeLimits,
  stop: AbortSignal,
): Promise<Omit<Answered, 'durationMs'>> {
  const { url } = destination;
  if (socket.destroyed || stop.aborted) {
    socket.destroy();
    throw connectionFailed(destination, limits.deadlineMs, stop.reason);
  }
  return new Promise((resolve, reject) => {
    let reply: IncomingMessage | undefined;
    const body = new KeptBytes(limits.keepReplyBytes);

    let finished = false;
    const finish = (error?: unknown) => {
      if (finished) return;
      finished = true;
      if (!reply) reject(noReply(destination, limits.deadlineMs, error));
      else resolve(answered(reply, body));
      socket.destroy();
    };
    whenStopped(stop, () => finish(stop.reason));

    // node:http only frames and parses here; the connection is ours, so it can neither reuse nor redirect.
    const sending = openRequest({
      createConnection: () => socket,
      method: message.method,
      path: url.pathname + url.search,
      headers: { host: url.host, ...message.headers },
      setHost: false,
      insecureHTTPParser: false,
    });
    sending.on('error', finish);
    sending.on('upgrade', () =>
      finish(Object.assign(new Error('switched protocols'), { code: 'HPE_UNASKED_UPGRADE' })),
    );
    sending.on('response', (head) => {
      faultPoint('outbound.after-reply-head');
      reply = head;
      head.on('data', (chunk: Buffer) => {
        body.take(chunk);
        if (body.overflowed) finish();
      });
      head.on('end', () => finish());
      head.on('error', finish);
    });
    sending.end(message.body, () => faultPoint('outbound.after-request'));
  });
}

function answered(reply: IncomingMessage, body: KeptBytes): Omit<Answered, 'durationMs'> {
  // An error may overtake what arrived just before it; read() hands that to the listener above.
  while (reply.read() !== null);
  const truncated = body.overflowed || !reply.complete;
  return { kind: 'answered', status: reply.statusCode ?? 0, headers: flat(reply), body: body.bytes(), truncated };
}

/** Keeps the first bytes of a body, up to a number. */
class KeptBytes {
  overflowed = false;
  private readonly chunks: Buffer[] = [];
  private room: number;

  constructor(most: number) {
    this.room = most;
  }

  take(chunk: Buffer) {
    const kept = chunk.subarray(0, this.room);
    this.chunks.push(kept);
    this.room -= kept.length;
    this.overflowed ||= kept.length < chunk.length;
  }

  bytes(): Uint8Array {
    return Buffer.concat(this.chunks);
  }
}

const flat = (reply: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(reply.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
