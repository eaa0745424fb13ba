import { expect } from 'vitest';
import { misfits } from '../strict.js';
import { type Check, isRead, isWrite, namesOf, readOf, writeOf } from './check.js';

const WHAT = 'returns exactly what its output schema says';

export const returnsItsOutput: Check = {
  title: WHAT,
  appliesTo: isWrite,
  async run(kit, subject) {
    const { action, fixture } = writeOf(subject);
    for (const name of namesOf(fixture)) {
      const { execution } = await kit.write(action.id, await kit.input(fixture, name));
      expect(execution.status, JSON.stringify(execution.error)).toBe('succeeded');
      expect(misfits(action.outputSchema, execution.output), 'what speaks against the output').toEqual([]);
    }
  },
};

export const returnsWhatItReads: Check = {
  title: `${WHAT}, and changes nothing`,
  appliesTo: isRead,
  async run(kit, subject) {
    const { action, fixture } = readOf(subject);
    for (const name of namesOf(fixture)) {
      const input = await kit.input(fixture, name);
      const { result, mutations } = await kit.watch(() => kit.read(action.id, input));
      const { status, body, text } = result;
      expect([status, body.status], text).toEqual([200, 'succeeded']);
      expect(misfits(action.outputSchema, body.output), 'what speaks against the output').toEqual([]);
      expect(JSON.stringify(body.output).length, 'an empty output proves nothing').toBeGreaterThan(20);
      expect(mutations, 'what the read changed').toEqual([]);
    }
  },
};
