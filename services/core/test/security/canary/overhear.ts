// The tokens that providers give are known to nobody before: they are read from the replies on their way to Relay.
import { expect } from 'vitest';
import type { Wire } from '../../conformance/wire.js';
import type { Recorder } from './recorder.js';

/** Plants every token that a provider has answered with. */
export function plantTokens({ plant }: Recorder, { sent }: Wire): void {
  const answered = sent.flatMap(({ result }) =>
    result?.kind === 'answered' ? [Buffer.from(result.body).toString()] : [],
  );
  const found = answered.flatMap((text) => [...text.matchAll(/"(access_token|refresh_token|id_token)":"([^"]+)"/g)]);
  expect(new Set(found.map(([, name]) => name))).toEqual(new Set(['access_token', 'refresh_token', 'id_token']));
  for (const [index, [, name, token]] of found.entries()) plant(`${name} ${index}`, token!);
}
