// Which browser an authorization belongs to, without a word about it in the database. The page of `start` leaves a random value with the
// browser as a cookie, and sends the state to the provider together with a MAC that only this browser's cookie makes. So anybody may
// open the link, a program that looks at links as well, and each comes back for itself alone.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const SECRET = /^[\w-]{43}$/;
const STATE_AT_PROVIDER = /^([\w-]{43})\.([\w-]{43})$/;
/** Longer than an authorization lives, in seconds. */
const COOKIE_SECONDS = 3_600;

/** 256 random bits. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** All that is kept of a state. */
export const hashOfState = (state: string): string => createHash('sha256').update(state).digest('base64url');

export const isState = (text: string | undefined): text is string => text !== undefined && SECRET.test(text);

/** How the cookie is called and set: over https so that no other host and no plain http can set it. */
export function browserCookie(publicUrl: string) {
  const { protocol, pathname } = new URL(publicUrl);
  const isSecure = protocol === 'https:';
  const path = isSecure ? '/' : `${pathname.replace(/\/$/, '')}/api/oauth`; // `__Host-` demands the whole host
  const attributes = `Path=${path}; Max-Age=${COOKIE_SECONDS}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
  const name = isSecure ? '__Host-relay-oauth' : 'relay-oauth';
  return { name, set: (value: string) => `${name}=${value}; ${attributes}` };
}

/** The value that this browser has already, or a new one: several authorizations may be under way in one browser. */
export const browserOf = (cookie: string | undefined): string =>
  cookie !== undefined && SECRET.test(cookie) ? cookie : newSecret();

const mac = (browser: string, state: string): Buffer =>
  createHmac('sha256', browser).update('relay oauth state\n').update(state).digest();

/** The state as the provider sees it. */
export const stateFor = (browser: string, state: string): string =>
  `${state}.${mac(browser, state).toString('base64url')}`;

/** The two parts of a state that comes back; undefined for what is none of ours. */
export function readState(
  text: string | undefined,
): { state: string; isFrom(browser: string | undefined): boolean } | undefined {
  const [, state, given] = STATE_AT_PROVIDER.exec(text ?? '') ?? [];
  if (state === undefined || given === undefined) return undefined;
  const bytes = Buffer.from(given, 'base64url');
  return {
    state,
    isFrom: (browser) =>
      browser !== undefined &&
      SECRET.test(browser) &&
      bytes.length === 32 &&
      timingSafeEqual(bytes, mac(browser, state)),
  };
}
