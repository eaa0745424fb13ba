import { expect, it } from 'vitest';
import { clientOf } from './client-address.js';

it.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['not an address', 'unknown'],
  [undefined, 'unknown'],
])('counts %s as %s', (address, client) => {
  expect(clientOf(address)).toBe(client);
});
