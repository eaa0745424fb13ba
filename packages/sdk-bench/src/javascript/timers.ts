import { ClientRequest } from 'node:http';
import { Socket } from 'node:net';

/** Writes down every time-out of five seconds and more that anything sets, by whichever of Node's ways. */
export function recordTimers(list: number[]): void {
  const note = (milliseconds: unknown) => {
    if (typeof milliseconds === 'number' && milliseconds >= 5_000 && milliseconds < 2 ** 31 - 1)
      list.push(milliseconds);
  };
  const { setTimeout } = globalThis;
  globalThis.setTimeout = ((callback: () => void, milliseconds?: number, ...more: []) => {
    note(milliseconds);
    return setTimeout(callback, milliseconds, ...more);
  }) as typeof globalThis.setTimeout;
  const { timeout } = AbortSignal;
  AbortSignal.timeout = (milliseconds) => {
    note(milliseconds);
    return timeout.call(AbortSignal, milliseconds);
  };
  for (const { prototype } of [ClientRequest, Socket] as { prototype: { setTimeout: (ms: number) => unknown } }[]) {
    const original = prototype.setTimeout;
    prototype.setTimeout = function (milliseconds, ...more: []) {
      note(milliseconds);
      return original.call(this, milliseconds, ...more);
    };
  }
}
