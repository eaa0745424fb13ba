import { uuidOf } from '../../platform/ids.js';

const ALPHABET = '0123456789abcdefghijklmnopqrstuv';

/**
 * The id that we give to an event: its preview's UUID in base32hex (RFC 4648), for ids of Google Calendar have the characters a-v and
 * 0-9 only. The same for the same preview, so that a look tells whether it was made.
 */
export function eventIdOf(previewId: string): string {
  // 128 bits are 25 characters of 5 bits, and 3 bits that two zeros fill up.
  let bits = BigInt(`0x${uuidOf(previewId).replaceAll('-', '')}`) << 2n;
  let id = '';
  for (let count = 0; count < 26; count++) {
    id = ALPHABET[Number(bits & 31n)] + id;
    bits >>= 5n;
  }
  return id;
}
