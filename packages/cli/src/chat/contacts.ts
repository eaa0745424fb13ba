// The address book of the person: a file of theirs, sent with every message.
import { readFileSync } from 'node:fs';
import type { ChatContact } from '@relay/sdk-js';
import { UsageError } from './access.js';

/** Reads a JSON list of `{"name": …, "email": …}`; Relay judges what stands in it. */
export function readContacts(file: string): ChatContact[] {
  const list = parsed(file);
  if (!Array.isArray(list)) throw new UsageError(`${file} is no list of contacts: it has to be ${FORM}.`);
  return list.map((entry, index) => {
    const { name, email } = (entry ?? {}) as Record<string, unknown>;
    if (typeof name !== 'string' || typeof email !== 'string')
      throw new UsageError(`Entry ${index + 1} of ${file} is no contact: it has to be ${FORM}.`);
    return { name, email };
  });
}

const FORM = '[{ "name": "Grace Hopper", "email": "grace@example.com" }, …]';

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file} cannot be read as JSON: ${(error as Error).message}`);
  }
}
