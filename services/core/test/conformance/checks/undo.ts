import { expect } from 'vitest';
import { type Check, writeOf } from './check.js';

export const canBeUndone: Check = {
  title: 'is undone by a preview of its own',
  appliesTo: ({ undo }) => undo !== null,
  async run(kit, subject) {
    const { action, fixture } = writeOf(subject);
    const { input, execution } = await kit.write(action.id, await kit.input(fixture));
    expect([execution.status, execution.undoable], JSON.stringify(execution.error)).toEqual(['succeeded', true]);
    expect(await fixture.effects(kit, input), 'effects of the action').toBe(1);
    const path = { executionId: execution.id };
    const undo = () => kit.call('executions.undo', { key: kit.key.developer, path });
    const { result, mutations } = await kit.watch(undo);
    const { status, body: preview, text } = result;
    expect([status, preview.action, preview.undoOf], text).toEqual([201, action.undo, execution.id]);
    expect(mutations, 'what the preview of the undo changed').toEqual([]);
    expect(await fixture.effects(kit, input), 'effects while the undo is only a preview').toBe(1);
    const { body: undone } = await kit.confirm(preview);
    expect(undone.status, JSON.stringify(undone.error)).toBe('succeeded');
    expect(await fixture.effects(kit, input), 'effects after the undo').toBe(0);
  },
};
