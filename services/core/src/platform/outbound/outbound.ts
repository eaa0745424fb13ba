import dns from 'node:dns';
import { faultPoint } from '../fault-points.js';
import { openConnection } from './connection.js';
import { exchange } from './exchange.js';
import { addressBlocked, Failure } from './failures.js';
import { createGuard, type Destination } from './guard.js';
import { type Message, toMessage } from './message.js';
import { withinTime } from './time-limit.js';
import type { Lookup, Outbound, OutboundOptions, OutboundResult, SendOptions } from './types.js';

/** The guarded HTTP client through which every outgoing request of Relay goes. */
export function createOutbound(settings: OutboundOptions): Outbound {
  const { deadlineMs = 30_000, connectTimeoutMs = 10_000, keepReplyBytes = 1_048_576 } = settings;
  const lookup: Lookup = settings.lookup ?? dns.lookup;
  const guard = createGuard(settings, lookup);

  async function run(destination: Destination, message: Message, { signal, withinMs }: SendOptions, startedAt: number) {
    const totalMs = Math.min(withinMs ?? deadlineMs, deadlineMs);
    const limitMs = Math.min(connectTimeoutMs, totalMs);
    const socket = await withinTime(limitMs, signal, (stop) =>
      openConnection(destination, { guard, lookup, limitMs }, stop),
    );
    faultPoint('outbound.after-connect');
    const remainingMs = Math.max(0, Math.round(totalMs - (performance.now() - startedAt)));
    return withinTime(remainingMs, signal, (stop) =>
      exchange(socket, destination, message, { deadlineMs: totalMs, keepReplyBytes }, stop),
    );
  }

  return {
    async send(request, options = {}): Promise<OutboundResult> {
      const startedAt = performance.now();
      const durationMs = () => Math.round(performance.now() - startedAt);
      const message = toMessage(request);
      try {
        const destination = guard.judgeUrl(request.url);
        if (typeof destination === 'string') throw addressBlocked(destination);
        return { ...(await run(destination, message, options, startedAt)), durationMs: durationMs() };
      } catch (error) {
        if (error instanceof Failure) return { ...error.result, durationMs: durationMs() };
        throw error;
      }
    },
    refusal(url) {
      const destination = guard.judgeUrl(url);
      return typeof destination === 'string' ? destination : undefined;
    },
  };
}
