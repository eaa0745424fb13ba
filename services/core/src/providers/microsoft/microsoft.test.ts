import { describe, expect, it } from 'vitest';
import { compileExact } from '../../contract/schemas.js';
import { answerOf, factsOf } from '../testing.js';
import * as actions from './index.js';

describe.each(Object.values(actions))('$id', (action) => {
  it('has examples that its own schema allows', () => {
    const check = compileExact(action.inputSchema);
    for (const { input } of action.examples)
      expect([check(structuredClone(input)), check.errors]).toEqual([true, null]);
  });

  it('refuses what its schema does not name', () => {
    expect(compileExact(action.inputSchema)({ ...action.examples[0]!.input, saveToSentItems: false })).toBe(false);
  });

  it('says where Microsoft documents its class, its scopes and its limits', () => {
    for (const source of Object.values(action.sources))
      expect(source).toMatch(/^https:\/\/learn\.microsoft\.com\/graph\//);
  });

  it('adds the token at send, and nothing else', () => {
    const request = { method: 'GET', url: '', headers: {}, body: null, addedAtSend: ['authorization' as const] };
    const credentials = { webhookSecrets: [], accessToken: 's3cr3t', now: factsOf().now };
    expect(action.sign(request, credentials)).toEqual({ authorization: 'Bearer s3cr3t' });
  });

  it('leaves it open whether a write took effect that a gateway answered', () => {
    if (action.kind !== 'write') return;
    const request = {
      method: 'POST',
      url: 'https://graph.microsoft.com/v1.0/me',
      headers: {},
      body: null,
      addedAtSend: [],
    };
    for (const status of [502, 503, 504])
      expect(action.read(answerOf(status), request)).toMatchObject({ status: 'outcome_unknown' });
  });
});
