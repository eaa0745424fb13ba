// Whom a model means: an address that stands in the text, or the one contact whom the text names.
import type { Choice } from '../../../generated/types.js';
import { toChoice } from '../chat.contacts.js';
import type { Contact } from '../chat.engine.js';
import { findLiteral } from '../chat.literals.js';

export interface People {
  addresses: string[];
  /** Several that may be meant by the only name that is not clear: a choice would lose the others. */
  choices?: Choice[];
  /** Whether somebody could not be found. */
  isLacking: boolean;
}

/** `text` is what the person has said in their own words. */
export function peopleOf(values: readonly string[], text: string, contacts: readonly Contact[]): People {
  const addresses = new Set<string>();
  const lacking = new Map<string, Contact[]>();
  for (const value of values) {
    const isOwn = value.includes('@') && findLiteral(text, value, 'address') !== undefined;
    const meant = isOwn ? [] : contacts.filter((contact) => isCalled(contact, value));
    // What is neither is left to the checks, which ask for it.
    if (isOwn || (meant.length === 0 && value.includes('@'))) addresses.add(value);
    else {
      const rivals = namedAs(meant, text, contacts);
      const [one] = rivals;
      if (one && rivals.length === 1) addresses.add(one.email);
      else lacking.set(rivals.map(({ email }) => email).join() || value, rivals);
    }
  }
  const [rivals = []] = lacking.size === 1 ? lacking.values() : [];
  return {
    addresses: [...addresses],
    isLacking: lacking.size > 0,
    ...(rivals.length > 1 && { choices: rivals.map(toChoice) }),
  };
}

const isCalled = ({ name, email }: Contact, value: string) =>
  [email, name, ...name.split(/\s+/)].some((one) => one.toLowerCase() === value.trim().toLowerCase());

/** Who is named by the words that name one of these: a model's choice among namesakes is not the person's. */
function namedAs(meant: readonly Contact[], text: string, contacts: readonly Contact[]): Contact[] {
  const whole = meant.filter(({ name }) => findLiteral(text, name, 'place'));
  if (whole.length > 0) return byAddress(whole);
  const words = meant
    .flatMap(({ name }) => name.split(/\s+/))
    .filter((part) => part.length > 1 && findLiteral(text, part, 'place'));
  const said = new Set(words.map((word) => word.toLowerCase()));
  return byAddress(contacts.filter(({ name }) => name.split(/\s+/).some((part) => said.has(part.toLowerCase()))));
}

const byAddress = (contacts: readonly Contact[]): Contact[] => [
  ...new Map(contacts.map((contact) => [contact.email.toLowerCase(), contact])).values(),
];
