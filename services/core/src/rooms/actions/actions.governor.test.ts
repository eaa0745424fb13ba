import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mostAtOnce } from '../../providers/index.js';
import { type Entry, Governor } from './actions.governor.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const SOON = 30_000;
const governor = () => new Governor();

/** What has been answered to each, as far as it has. */
function enterAll(one: Governor, connection: string, count: number, endsInMs = SOON) {
  const entries: Entry[] = [];
  const order: number[] = [];
  for (let index = 0; index < count; index++)
    void one.enter(connection, 2, performance.now() + endsInMs).then((entry) => {
      entries.push(entry);
      order.push(index);
    });
  return { entries, order };
}
const leave = (entry: Entry | undefined) => {
  if (entry?.kind !== 'go') throw new Error('it may not go');
  entry.leave();
};
const settle = () => vi.advanceTimersByTimeAsync(0);

describe('a connection', () => {
  it('has so many requests under way, and the others go in their order', async () => {
    const { entries, order } = enterAll(governor(), 'conn_1', 5);
    await settle();
    expect(order).toEqual([0, 1]);
    leave(entries[0]);
    await settle();
    expect(order).toEqual([0, 1, 2]);
    leave(entries[2]);
    leave(entries[1]);
    await settle();
    expect(order).toEqual([0, 1, 2, 3, 4]);
  });

  it('has only as many as its provider takes at once', async () => {
    expect([mostAtOnce('google'), mostAtOnce('microsoft')]).toEqual([10, 4]);
    const one = governor();
    const entered = vi.fn();
    for (let index = 0; index < 6; index++) void one.enter('conn_1', mostAtOnce('microsoft'), SOON).then(entered);
    await settle();
    expect(entered).toHaveBeenCalledTimes(4);
  });

  it('does not wait for another one', async () => {
    const one = governor();
    enterAll(one, 'conn_busy', 500);
    const other = enterAll(one, 'conn_other', 2);
    await settle();
    expect(other.entries.map(({ kind }) => kind)).toEqual(['go', 'go']);
  });

  it('refuses whom it has no room for before the deadline', async () => {
    const { entries } = enterAll(governor(), 'conn_1', 3, 1_000);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(entries[2]).toEqual({ kind: 'refused', retryAfterMs: undefined });
    leave(entries[0]);
    await settle();
    expect(entries).toHaveLength(3);
  });
});

describe('a hold', () => {
  it('lets nobody go until it ends', async () => {
    const one = governor();
    one.hold('conn_1', 5_000);
    const { entries } = enterAll(one, 'conn_1', 1);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(entries).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(entries).toMatchObject([{ kind: 'go' }]);
  });

  it('is told at once to whom it would keep beyond the deadline, also to those who wait already', async () => {
    const one = governor();
    const { entries } = enterAll(one, 'conn_1', 3);
    await settle();
    one.hold('conn_1', 60_000);
    const late = enterAll(one, 'conn_1', 1);
    await settle();
    expect([entries[2], late.entries[0]]).toEqual(Array(2).fill({ kind: 'refused', retryAfterMs: 60_000 }));
  });

  it('is never shortened by a later, shorter one', async () => {
    const one = governor();
    one.hold('conn_1', 20_000);
    one.hold('conn_1', 1_000);
    const { entries } = enterAll(one, 'conn_1', 1);
    await vi.advanceTimersByTimeAsync(19_999);
    expect(entries).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(entries).toMatchObject([{ kind: 'go' }]);
  });

  it('leaves nothing behind when it is over, and neither does what waited', async () => {
    const one = governor();
    one.hold('conn_1', 1_000);
    one.hold('conn_1', 2_000);
    const { entries } = enterAll(one, 'conn_1', 3);
    expect(one.size).toBe(1);
    await vi.advanceTimersByTimeAsync(2_000);
    for (const index of [0, 1, 2]) {
      leave(entries[index]);
      await settle();
    }
    expect([one.size, vi.getTimerCount()]).toEqual([0, 0]);
  });

  it('of one connection holds no other', async () => {
    const one = governor();
    one.hold('conn_1', 60_000);
    const { entries } = enterAll(one, 'conn_2', 1);
    await settle();
    expect(entries).toMatchObject([{ kind: 'go' }]);
  });
});
