// The effect class is a promise about what happens when nobody hears the provider's reply.
import type { Fault } from '@relay/emulators';
import { expect } from 'vitest';
import type { EffectClass } from '../../../src/generated/types.js';
import type { Kit, Subject } from '../kit.js';
import { type Check, isWrite, writeOf } from './check.js';

type Loss = { [Kind in Fault['kind']]: Extract<Fault, { kind: Kind }> }[Fault['kind']];

/** Ways to lose a reply after the effect took place. */
const AFTER: Record<string, Loss> = {
  'the connection is cut': { kind: 'reset', after: true },
  'a gateway answers 502': { kind: 'status', status: 502, after: true },
  'a gateway answers 503': { kind: 'status', status: 503, after: true },
  'a gateway answers 504': { kind: 'status', status: 504, after: true },
  'the reply cannot be read': { kind: 'garbage' },
};
/** Ways to lose it when nothing has happened. */
const BEFORE: Record<string, Loss> = {
  'the connection is cut': { kind: 'reset' },
  'a gateway answers 503': { kind: 'status', status: 503 },
};

export const survivesALostReply: Check = {
  title: 'has one effect when its reply is lost, and says what can be known',
  appliesTo: isWrite,
  async run(kit, subject) {
    for (const [how, fault] of Object.entries(AFTER)) {
      const lost = await lose(kit, subject, fault);
      const expected = lost.effectClass === 'at-most-once' ? 'outcome_unknown' : 'succeeded';
      expect([lost.status, lost.effects], `${how}, ${lost.effectClass}: ${lost.error}`).toEqual([expected, 1]);
      if (lost.effectClass === 'at-most-once' || lost.effectClass === 'probe')
        expect(lost.mutations, `how often it was sent when ${how}, ${lost.effectClass}`).toBe(1);
    }
  },
};

export const survivesALostRequest: Check = {
  title: 'is sent again only where its effect class allows it, when nothing has happened',
  appliesTo: isWrite,
  async run(kit, subject) {
    for (const [how, fault] of Object.entries(BEFORE)) {
      const lost = await lose(kit, subject, fault);
      const expected = lost.effectClass === 'at-most-once' ? ['outcome_unknown', 0, 1] : ['succeeded', 1, 2];
      expect([lost.status, lost.effects, lost.mutations], `${how}, ${lost.effectClass}: ${lost.error}`).toEqual(
        expected,
      );
    }
  },
};

interface Lost {
  effectClass: EffectClass;
  status: string;
  error: string;
  effects: number;
  mutations: number;
}

/** Executes while the reply to the write itself is lost. */
async function lose(kit: Kit, subject: Subject, fault: Loss): Promise<Lost> {
  const { action, fixture } = writeOf(subject);
  const input = await kit.input(fixture);
  const { body: preview, status, text } = await kit.preview(action.id, input);
  expect(status, text).toBe(201);
  kit.breakAt(preview.request, fault);
  const { result, mutations } = await kit.watch(() => kit.confirm(preview));
  const { body: execution } = result;
  expect(kit.emulator.faults.list(), 'faults that struck nothing').toEqual([]);
  return {
    effectClass: preview.effectClass,
    status: execution.status,
    error: JSON.stringify(execution.error),
    effects: await fixture.effects(kit, input),
    mutations: mutations.length,
  };
}
