// Many plans at once while something is killed again and again.
import { setTimeout as pause } from 'node:timers/promises';
import { CLASSES } from '../actions/fake-action.js';
import type { ChaosWorld } from './chaos-world.js';
import { tell } from './evidence.js';
import { type Plan, runPlan } from './plans.js';

/** What is done to the system in the middle of it all, for the `index`-th time. */
export type Blow = (index: number) => Promise<void>;

export interface StormOptions {
  /** At least so many: clients go on until the last blow is over. */
  executions: number;
  /** Plans under way at a time. */
  atOnce?: number;
  /** Spread over the run; each begins when one more request has just reached the provider. */
  blows: Blow[];
}

/** Runs the plans through all blows and resolves when every client knows its outcome. */
export async function storm(world: ChaosWorld, { executions, atOnce = 12, blows }: StormOptions): Promise<Plan[]> {
  const { chance, provider } = world;
  const plans: Plan[] = [];
  let next = 0;
  let isOver = false;
  const client = async () => {
    while (next < executions || !isOver) {
      const number = next++;
      plans.push(await runPlan(world, `plan-${number}`, CLASSES[number % CLASSES.length]!));
    }
  };
  const strike = async () => {
    const already = provider.arrivals();
    for (const [index, blow] of blows.entries()) {
      const share = (index + 0.25 + 0.5 * chance('blow', index)) / blows.length;
      await provider.arrived(already + Math.floor(share * executions * 0.9));
      await pause(40 * chance('moment', index)); // anywhere between two steps
      await blow(index);
    }
    isOver = true;
  };
  try {
    await Promise.all([...Array.from({ length: atOnce }, client), strike()]);
  } catch (error) {
    await tell(world, plans, [String(error)]);
    throw error;
  }
  return plans;
}
