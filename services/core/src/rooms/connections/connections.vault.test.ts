import { describe, expect, it } from 'vitest';
import { newMasterKey, parseMasterKeys, SealError, Sealer } from '../../platform/crypto/index.js';
import { type Tokens, Vault } from './connections.vault.js';

const [FIRST, SECOND] = [newMasterKey('first'), newMasterKey('second')];
const sealerWith = (...keys: string[]) => new Sealer(parseMasterKeys(keys.join()));
const vault = new Vault(sealerWith(FIRST));
const place = { workspaceId: 'ws_1', id: 'conn_1', provider: 'google', version: 4 };
const tokens: Tokens = { accessToken: 'ya29.access', refreshToken: '1//refresh', clientId: 'client' };

describe('a vault', () => {
  it('opens what it sealed for the same connection and version', () => {
    expect(vault.open(place, vault.seal(place, tokens))).toEqual(tokens);
  });

  it.each([
    ['of another workspace', { workspaceId: 'ws_2' }],
    ['of another connection', { id: 'conn_2' }],
    ['of another provider', { provider: 'github' }],
    ['of a later version', { version: 5 }],
    ['of an earlier version', { version: 3 }],
  ])('opens nothing that was moved into a row %s', (_, elsewhere) => {
    const sealed = vault.seal(place, tokens);
    expect(() => vault.open({ ...place, ...elsewhere }, sealed)).toThrow(SealError);
  });

  it('opens tokens with the key of their own connection only', () => {
    const [one, two] = [vault.seal(place, tokens), vault.seal(place, tokens)];
    expect(() => vault.open(place, { ...one, sealedKey: two.sealedKey })).toThrow(SealError);
  });

  it('seals the tokens of a refresh for the next version, with the same data key', () => {
    const { sealedKey, sealedTokens } = vault.seal(place, tokens);
    const refreshed = { ...tokens, accessToken: 'ya29.newer' };
    const next = vault.sealNext(place, sealedKey, refreshed);
    expect(vault.open({ ...place, version: 5 }, { sealedKey, sealedTokens: next })).toEqual(refreshed);
    expect(next.split('.')[1]).toBe(sealedTokens.split('.')[1]);
  });

  it('does not open without the master key, and says which one is missing', () => {
    const sealed = vault.seal(place, tokens);
    expect(() => new Vault(sealerWith(SECOND)).open(place, sealed)).toThrow('no master key named first');
  });

  it('shows no token in what it seals', () => {
    const sealed = Object.values(vault.seal(place, tokens)).map((text) =>
      Buffer.from(text.split('.')[2]!, 'base64url'),
    );
    expect(sealed.some((bytes) => bytes.includes('ya29') || bytes.includes('refresh'))).toBe(false);
  });
});
