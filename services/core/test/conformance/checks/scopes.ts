import { expect } from 'vitest';
import { type Check, isWrite } from './check.js';

export const asksForItsScopes: Check = {
  title: 'asks for what it may not do yet, and then may do it',
  appliesTo: () => true,
  async run(kit, { action, fixture }) {
    const input = await kit.input(fixture);
    if (action.scopes.length > 0) {
      const less = await kit.afresh([]);
      const calls = kit.emulator.calls.api().length;
      const refused = isWrite(action) ? await less.preview(action.id, input) : await less.read(action.id, input);
      expect([refused.status, refused.body.code], refused.text).toEqual([409, 'scope_missing']);
      expect(refused.body.authorizationUrl, 'where its owner agrees').toMatch(/^https?:\/\/.+\/api\/oauth\//);
      expect(kit.emulator.calls.api().slice(calls), 'what the provider was asked for').toEqual([]);
    }
    const enough = await kit.afresh(action.scopes);
    const done = isWrite(action) ? await enough.preview(action.id, input) : await enough.read(action.id, input);
    expect(done.status, `with ${action.scopes.join(' ')} alone: ${done.text}`).toBe(isWrite(action) ? 201 : 200);
    if (isWrite(action))
      expect((await enough.confirm(done.body as never)).body.status, 'with its scopes alone').toBe('succeeded');
  },
};
