// A flood of keys that are well-formed, belong to a row, and are wrong: each would cost a hash of 19 MB. What is counted is hashes,
// not time; how much slower good keys get is for the bench.
import { createHash, randomBytes } from 'node:crypto';
import argon2 from 'argon2';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newKeySecret } from '../../src/rooms/api-keys/api-keys.secret.js';
import { CORES, useWorld } from '../world.js';

const FLOOD = 500;
/** Wrong secrets that one key is hashed for before it is limited, with some that time gives back; and hashes at the same time. */
const MOST_PER_KEY = 20;
const MOST_AT_ONCE = 2 * CORES;
const world = useWorld();

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A key with the lookup of `key`, another secret, and the checksum that belongs to it. */
function forged(key: string): string {
  const lookup = key.slice(0, 'relay_test_'.length + 12);
  const start = lookup + [...randomBytes(32)].map((byte) => ALPHABET[byte % 62]).join('');
  let number = createHash('sha256').update(start).digest().readUInt32BE();
  let checksum = '';
  for (let index = 0; index < 6; index++) {
    checksum = ALPHABET[number % 62] + checksum;
    number = Math.floor(number / 62);
  }
  return start + checksum;
}

let running = 0;
let mostRunning = 0;
beforeEach(() => {
  const { verify } = argon2;
  mostRunning = 0;
  vi.spyOn(argon2, 'verify').mockImplementation(async (...args) => {
    mostRunning = Math.max(mostRunning, ++running);
    return verify(...args).finally(() => running--);
  });
});
afterEach(() => vi.restoreAllMocks());

const me = async (key: string) => (await world().call('me.get', { key })).status;
const tally = (statuses: number[]) =>
  Object.fromEntries(
    [...new Set(statuses)].sort().map((status) => [status, statuses.filter((one) => one === status).length]),
  );

/** Sends every bad key at once, and meanwhile each good one several times. */
async function flood(bad: string[], good: string[]) {
  const flooding = Promise.all(bad.map(me));
  const served: number[] = [];
  for (let round = 0; round < 10; round++) served.push(...(await Promise.all(good.map(me))));
  return { bad: tally(await flooding), good: tally(served) };
}

describe('a flood of wrong secrets', () => {
  it('for a known key costs few hashes, two at a time in a process, and no good key waits for it', async () => {
    const { keys, other } = world();
    const good = [keys.viewer, keys.developer, other.keys.admin];
    for (const key of good) for (let core = 0; core < CORES; core++) await me(key); // known to every core by now
    vi.mocked(argon2.verify).mockClear();
    const answers = await flood(
      Array.from({ length: FLOOD }, () => forged(keys.admin)),
      good,
    );
    expect(answers.good).toEqual({ 200: 30 });
    expect(Object.keys(answers.bad)).toEqual(['401', '429']);
    expect(vi.mocked(argon2.verify).mock.calls.length).toBe(answers.bad[401]);
    expect(answers.bad[401]).toBeLessThanOrEqual(MOST_PER_KEY);
    expect(mostRunning).toBeLessThanOrEqual(MOST_AT_ONCE);
  });

  it('for the very key that is used leaves it working', async () => {
    const { keys } = world();
    await me(keys.developer);
    const answers = await flood(
      Array.from({ length: 50 }, () => forged(keys.developer)),
      [keys.developer],
    );
    expect(answers.good).toEqual({ 200: 10 });
  });

  it('for many known keys is bounded too, and a key that is new to this process gets its turn', async () => {
    const { call, other } = world();
    const made: string[] = [];
    for (let count = 0; count < 5; count++) {
      const body = { name: 'target', role: 'viewer' as const };
      made.push((await call('apiKeys.create', { key: other.keys.admin, body })).body.secret);
    }
    const [fresh, ...targets] = made;
    const bad = targets.flatMap((key) => Array.from({ length: 100 }, () => forged(key)));
    const answers = await flood(bad, [fresh!]);
    expect(answers.good).toEqual({ 200: 10 });
    expect(Object.keys(answers.bad)).toEqual(['401', '429']);
    expect(vi.mocked(argon2.verify).mock.calls.length).toBeLessThanOrEqual(targets.length * MOST_PER_KEY + 2);
    expect(mostRunning).toBeLessThanOrEqual(MOST_AT_ONCE);
  });

  it('for keys that nobody has costs no hash', async () => {
    const answers = await flood(
      Array.from({ length: FLOOD }, () => newKeySecret('test').secret),
      [world().keys.viewer],
    );
    expect(answers).toEqual({ bad: { 401: FLOOD }, good: { 200: 10 } });
    expect(vi.mocked(argon2.verify)).not.toHaveBeenCalled();
  });
});
