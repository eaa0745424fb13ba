// The tokens that providers give are known to nobody before: they are read from the replies on their way to Relay.
import { expect } from 'vitest';
import type { Outbound } from '../../../src/platform/outbound/index.js';
import type { Recorder } from './recorder.js';

/** The same client, that keeps what was answered in `answered`. */
export const overhearing = (real: Outbound, answered: string[]): Outbound => ({
  refusal: (url) => real.refusal(url),
  send: async (request, options) => {
    const result = await real.send(request, options);
    if (result.kind === 'answered') answered.push(Buffer.from(result.body).toString('utf8'));
    return result;
  },
});

/** Plants every token in what was overheard. */
export function plantTokens({ plant }: Recorder, answered: string[]): void {
  const found = answered.flatMap((text) => [...text.matchAll(/"(access_token|refresh_token|id_token)":"([^"]+)"/g)]);
  expect(new Set(found.map(([, name]) => name))).toEqual(new Set(['access_token', 'refresh_token', 'id_token']));
  for (const [index, [, name, token]] of found.entries()) plant(`${name} ${index}`, token!);
}
