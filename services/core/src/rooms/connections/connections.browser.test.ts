import { describe, expect, it } from 'vitest';
import { browserCookie, browserOf, hashOfState, newSecret, readState, stateFor } from './connections.browser.js';

const [state, browser, other] = [newSecret(), newSecret(), newSecret()];

describe('a state at the provider', () => {
  it('comes back from the browser that it was made for, and from no other', () => {
    const returned = readState(stateFor(browser, state))!;
    expect(returned.state).toBe(state);
    expect([browser, other, undefined, '', 'x'].map((one) => returned.isFrom(one))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('is not read in any other form', () => {
    const right = stateFor(browser, state);
    for (const text of [
      undefined,
      '',
      state,
      `${right}x`,
      right.slice(1),
      `${right}.${state}`,
      `${state}.`,
      ` ${right}`,
    ])
      expect(readState(text)).toBeUndefined();
  });

  it('cannot be taken apart and put together with another', () => {
    const [, mac] = stateFor(browser, other).split('.');
    expect(readState(`${state}.${mac}`)!.isFrom(browser)).toBe(false);
  });

  it('is kept as a hash that does not tell it', () => {
    expect([hashOfState(state).length, hashOfState(state).includes(state)]).toEqual([43, false]);
    expect(hashOfState(state)).not.toBe(hashOfState(other));
  });
});

describe("the browser's cookie", () => {
  it('belongs to this host alone and to https, where there is https', () => {
    const { name, set } = browserCookie('https://relay.example.com/base');
    expect([name, set('v')]).toEqual([
      '__Host-relay-oauth',
      '__Host-relay-oauth=v; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure',
    ]);
  });

  it('belongs to the pages of signing in over plain http', () => {
    expect(browserCookie('http://127.0.0.1:8787').set('v')).toBe(
      'relay-oauth=v; Path=/api/oauth; Max-Age=3600; HttpOnly; SameSite=Lax',
    );
  });

  it('stays the same while it is a good one', () => {
    expect(browserOf(browser)).toBe(browser);
    for (const bad of [undefined, '', 'short', `${browser}x`]) expect(browserOf(bad)).not.toBe(bad);
  });
});
