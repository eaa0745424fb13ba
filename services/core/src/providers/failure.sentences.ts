// What is told to a person about each kind of failure: what is wrong, and what to do about it.
import type { FailureKind } from './failure.js';

/** Of a failure of this kind that the provider `name` has answered with `status`. */
export function detailOf(kind: FailureKind, name: string, status: number, purpose: 'write' | 'look'): string {
  switch (kind) {
    case 'auth':
      return `${name} does not accept the token of this connection (${status}); connect the account again.`;
    case 'permission':
      return `${name} does not let this account do that (${status}); ask whoever administers it there, or use an account that may.`;
    case 'not_found':
      return `${name} does not know what the input names, or hides it from this account (${status}); look at the input, and at what the account can see there.`;
    case 'invalid':
      return `${name} finds the request wrong (${status}); look at the input, and at what ${name} says about it.`;
    case 'conflict':
      return `This does not fit the state of things at ${name} (${status}); look there, and preview again.`;
    case 'rate_limited':
      return `${name} wants fewer requests (${status}), and did not take this one; try again later.`;
    case 'unavailable':
      return purpose === 'look'
        ? `${name} has a failure of its own (${status}); try again later.`
        : `${name} has a failure of its own (${status}); look there whether anything was done before you try again.`;
    case 'unknown':
      return `${name} answered what Relay does not know (${status}); look there, and at what ${name} says about it.`;
  }
}
