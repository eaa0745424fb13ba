import { describe, expect, it } from 'vitest';
import { newMasterKey, parseMasterKeys, Sealer } from './index.js';

const place = ['webhook_secrets', 'ws_1', 'whk_1'];
const first = newMasterKey('first');
const second = newMasterKey('second');
const sealerWith = (...keys: string[]) => new Sealer(parseMasterKeys(keys.join(',')));

describe('Sealer', () => {
  it('opens what it sealed, for the same place', () => {
    const sealer = sealerWith(first);
    expect(sealer.open(sealer.seal('whsec_ü', place), place)).toBe('whsec_ü');
  });

  it('never seals the same way twice, and never shows the plaintext', () => {
    const sealer = sealerWith(first);
    const [one, two] = [sealer.seal('whsec_abc', place), sealer.seal('whsec_abc', place)];
    expect(one).not.toBe(two);
    expect(Buffer.from(one.split('.')[2]!, 'base64url').toString('latin1')).not.toContain('whsec_abc');
  });

  it.each([
    ['another row', ['webhook_secrets', 'ws_1', 'whk_2']],
    ['another workspace', ['webhook_secrets', 'ws_2', 'whk_1']],
    ['parts that only look the same when joined', ['webhook_secrets', 'ws_1whk_', '1']],
  ])('does not open in %s', (_, elsewhere) => {
    const sealer = sealerWith(first);
    expect(() => sealer.open(sealer.seal('secret', place), elsewhere)).toThrow();
  });

  it('does not open when one bit differs', () => {
    const sealer = sealerWith(first);
    const [version, name, encoded] = sealer.seal('secret', place).split('.');
    const bytes = Buffer.from(encoded!, 'base64url');
    for (let index = 0; index < bytes.length; index++) {
      const changed = Buffer.from(bytes);
      changed[index]! ^= 1;
      expect(() => sealer.open(`${version}.${name}.${changed.toString('base64url')}`, place)).toThrow();
    }
  });

  it('opens with an older key while it is listed, and says which one is gone when it is not', () => {
    const sealed = sealerWith(first).seal('secret', place);
    expect(sealerWith(second, first).open(sealed, place)).toBe('secret');
    expect(() => sealerWith(second).open(sealed, place)).toThrow('no master key named first');
  });
});

describe('parseMasterKeys', () => {
  it.each([
    ['a short key', 'main:c2hvcnQ='],
    ['no name', first.split(':')[1]!],
    ['a name that stands twice', `${first},${first}`],
  ])('refuses %s without printing it', (_, text) => {
    const message = (() => {
      try {
        parseMasterKeys(text);
        return 'accepted';
      } catch (error) {
        return String(error);
      }
    })();
    expect(message).toMatch(/^Error: /);
    expect(message).not.toContain(text);
  });
});
