import { setTimeout as pause } from 'node:timers/promises';

/** Asks again and again until the answer is neither a refusal nor false; tells what it waited for when that takes too long. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T>,
  milliseconds = 30_000,
): Promise<Exclude<T, false>> {
  const endsAt = performance.now() + milliseconds;
  for (let last: unknown; ; await pause(25)) {
    try {
      const answer = await ask();
      if (answer !== false) return answer as Exclude<T, false>;
    } catch (error) {
      last = error;
    }
    if (performance.now() > endsAt) throw new Error(`${what}: not so within ${milliseconds} ms`, { cause: last });
  }
}
