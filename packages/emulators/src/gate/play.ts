// What a fault makes of a call.
import type { Fault } from './faults.js';
import { type Breakage, json, type Reply } from './http.js';
import type { Vendor } from './vendor.js';

/** The answer to a call that a fault strikes; `run` answers it as if there were none. */
export async function play(
  fault: Fault,
  path: string,
  { refuse }: Pick<Vendor<unknown>, 'refuse'>,
  run: () => Promise<Reply>,
): Promise<Reply | Breakage> {
  switch (fault.kind) {
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, fault.ms));
      return run();
    case 'hang':
    case 'reset':
      if (fault.after) await run();
      return fault.kind;
    case 'rate_limited':
      return refuse({ kind: 'rate_limited', retryAfterSeconds: fault.retryAfterSeconds ?? 1 }, path);
    case 'quota':
      return refuse({ kind: 'quota', retryAfterSeconds: fault.retryAfterSeconds ?? 1 }, path);
    case 'unauthorized':
      return refuse({ kind: 'unauthenticated' }, path);
    case 'garbage':
      await run();
      return {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: '<html>Not what you asked for',
      };
    case 'status': {
      if (fault.after) await run();
      const headers: Record<string, string> =
        fault.retryAfterSeconds === undefined ? {} : { 'retry-after': String(fault.retryAfterSeconds) };
      if (fault.body !== undefined) return json(fault.status, fault.body, headers);
      const reply = refuse({ kind: 'status', status: fault.status }, path);
      return { ...reply, headers: { ...reply.headers, ...headers } };
    }
    default:
      return run();
  }
}
