import type { EventInput } from './calendar.schema.js';

/** As the one in times.ts, which is loaded with the first event: Temporal would take as long as the other adapters together. */
export async function timesOf(input: EventInput) {
  const times = await import('./times.js');
  return times.timesOf(input);
}
