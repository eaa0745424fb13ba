// The address book that comes with a turn: what may stand in it, and whom a name of it means.
import { contactsNamed } from '@relay/intent';
import { invalidRequest } from '../../contract/field-errors.js';
import type { Choice } from '../../generated/types.js';
import type { Contact } from './chat.engine.js';
import { isClean, targetsWithin } from './chat.literals.js';

/** As they were given; throws for what could be read as something else than it is. */
export function readContacts(contacts: readonly Contact[] = []): readonly Contact[] {
  const errors = contacts.flatMap(({ name, email }, index) => [
    ...(isName(name) ? [] : [{ pointer: `/contacts/${index}/name`, ...NO_NAME }]),
    ...(isClean(email, 'address') ? [] : [{ pointer: `/contacts/${index}/email`, ...NO_ADDRESS }]),
  ]);
  if (errors.length > 0) throw invalidRequest(errors);
  return contacts;
}

const NO_NAME = {
  detail: 'A name is one line, without addresses, links, and characters that cannot be seen.',
  code: 'invalid_name',
};
const NO_ADDRESS = { detail: 'This is not one e-mail address in plain letters.', code: 'invalid_address' };

// Two of what cannot be seen join and part letters in names of other scripts.
const UNSEEN = /[\p{Cc}\p{Co}\p{Cs}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/u;

/** A name that holds an address could stand for another one than the person has written; `J.Doe` is none. */
function isName(text: string): boolean {
  const plain = text.normalize('NFKC');
  const addresses = targetsWithin(plain).filter(({ kind, value }) => kind !== 'domain' || /^www\.|\//i.test(value));
  return plain.trim() !== '' && !UNSEEN.test(text) && !/[@<>]/.test(plain) && addresses.length === 0;
}

/** A name that several have: which of them is meant. */
export interface Namesakes {
  because: string;
  choices: Choice[];
}

export interface People {
  addresses: string[];
  /** Which of the addresses are those of contacts. */
  resolved: string[];
  /** Names that are nobody's. */
  unknown: string[];
  several: Namesakes[];
}

/** Where more are meant, a longer name tells. */
export const MOST_CHOICES = 20;

/** Whom names mean; an address stands for itself. */
export function peopleNamed(names: readonly string[], contacts: readonly Contact[]): People {
  const people: People = { addresses: [], resolved: [], unknown: [], several: [] };
  for (const name of names) {
    const found = name.includes('@') ? [{ name, email: name }] : contactsNamed(name, contacts);
    if (found.length === 0) people.unknown.push(name);
    else if (found.length > 1) {
      const choices = found.slice(0, MOST_CHOICES).map(toChoice);
      people.several.push({ because: `Which ${name} do you mean?`, choices });
    } else {
      people.addresses.push(found[0]!.email);
      if (!name.includes('@')) people.resolved.push(found[0]!.email);
    }
  }
  return people;
}

export const toChoice = ({ name, email }: Contact): Choice => ({ value: email, label: `${name} <${email}>` });
