// E-mail addresses as a caller writes them: exactly one, in a form that nobody can read as two or as somebody else's.
import { domainToASCII } from 'node:url';
import { PlanError } from '../provider.js';
import { isUnprintable } from '../shown.js';

export interface Mailbox {
  name: string | undefined;
  /** As it is sent: a domain of other scripts in its ASCII form. */
  address: string;
}

const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** Reads `a@b.c` or `Name <a@b.c>`; throws PlanError at the pointer. */
export function readMailbox(text: string, pointer: string): Mailbox {
  const [, name, inner] = /^([^<>]*)<([^<>]*)>$/.exec(text.trim()) ?? [];
  const address = readAddress(inner ?? text.trim(), pointer);
  return { name: name === undefined ? undefined : readName(name.trim(), address, pointer), address };
}

function readAddress(text: string, pointer: string): string {
  const at = text.lastIndexOf('@');
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)];
  const ascii = /^[\x21-\x7e]*$/.test(domain) ? domain : domainToASCII(domain);
  const isAddress = at > 0 && local.length <= 64 && LOCAL_PART.test(local) && DOMAIN.test(ascii);
  if (!isAddress || local.length + ascii.length > 253)
    throw new PlanError(pointer, 'invalid_address', 'This is not one e-mail address: a@b.c, or Name <a@b.c>.');
  return `${local}@${ascii}`;
}

function readName(text: string, address: string, pointer: string): string | undefined {
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(text);
  const name = quoted ? quoted[1]!.replaceAll(/\\(["\\])/g, '$1').trim() : text;
  if (name === '' || name.toLowerCase() === address.toLowerCase()) return undefined;
  if (isUnprintable(name))
    throw new PlanError(
      pointer,
      'invalid_address',
      'A name has no line ends, control characters or turns of direction.',
    );
  // A name that holds an address reads as that recipient, or as one more; =? would be decoded into something else.
  if (name.includes('@') || name.includes('=?') || (!quoted && name.includes('"')))
    throw new PlanError(pointer, 'invalid_address', 'A name has no @, no =? and no lone quotation mark in it.');
  return name;
}
