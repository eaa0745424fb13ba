import { createHash } from 'node:crypto';

/** A number from 0 to below 1. It depends on the words alone, not on when it is asked for: racing does not change the dice. */
export type Chance = (...words: Array<string | number>) => number;

export const chanceOf =
  (seed: number): Chance =>
  (...words) =>
    createHash('sha256')
      .update(JSON.stringify([seed, ...words]))
      .digest()
      .readUInt32BE() /
    2 ** 32;

/** RELAY_CHAOS_SEED repeats the decisions of an earlier run; the machine's timing it cannot repeat. */
export const SEED = Number(process.env.RELAY_CHAOS_SEED ?? Math.floor(Math.random() * 1e9));

/** Whether this is `pnpm test:chaos`: what takes minutes, and not only what each change should pass. */
export const isLong = process.env.RELAY_CHAOS_EXECUTIONS !== undefined;
