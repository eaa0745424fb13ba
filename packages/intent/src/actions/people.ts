// Who something goes to: addresses that stand in the text, and names that contacts resolve.
import type { Token } from '../text/token.js';
import type { Contact } from '../understanding.js';
import type { Builder, Built, Request } from './build.js';

const ENDS = new Set(
  `a an about with from via using on in at for regarding re re: subject that saying says email emails mail mails message note update reply please now asap today tomorrow telling asking
  and-cc then titled called body text invite letting let if when by through over under who which is are was this invitation quick short an reminder until till before after to cc bcc copy copying cc'ing ccing
  e-mail e-mails them-know know whether as meeting lunch dinner coffee breakfast call event tonight tonight's every everyday next noon monday tuesday wednesday thursday friday saturday sunday
  send write post create schedule invite say tell ask let remind thank give attach mention explain`.split(/\s+/),
);

export interface Person {
  /** Tokens of the whole item. */
  start: number;
  end: number;
  /** Token of the address in it. */
  address?: number;
}

/** How many tokens of names may stand before the first address: a text may hold thousands of `and`. */
const MOST_UNADDRESSED = 80;

/** The people of an enumeration that begins at a token: `ann@x.com, Bob and the team`. */
export function peopleFrom(tokens: readonly Token[], from: number, to: number): { people: Person[]; end: number } {
  const people: Person[] = [];
  let at = from;
  let item: Person | undefined;
  const close = () => {
    if (item && item.start < item.end) people.push(item);
    item = undefined;
  };
  let hasAddress = false;
  for (; at < to && (hasAddress || at - from < MOST_UNADDRESSED); at++) {
    const { kind, word } = tokens[at]!;
    if (kind === 'address') {
      hasAddress = true;
      if (item?.address !== undefined) close();
      item = { start: item?.start ?? at, end: at + 1, address: at };
    } else if (word === ',' || word === 'and' || word === '&' || word === ';') {
      const next = tokens[at + 1];
      if (!next || (next.kind === 'word' && ENDS.has(next.word)) || (next.kind !== 'word' && next.kind !== 'address')) {
        if (!(next?.word === 'and' && tokens[at + 2] && !ENDS.has(tokens[at + 2]!.word))) break;
      }
      close();
    } else if (kind === 'punctuation' && /^[(<)>]+$/.test(word)) {
      if (item) item.end = at + 1;
    } else if (word === 'at' && item && tokens[at + 1]?.kind === 'address') item.end = at + 1;
    else if (kind === 'word' && !ENDS.has(word)) {
      if (item?.address !== undefined) break;
      if (item && item.end - item.start >= 4) break;
      item = { start: item?.start ?? at, end: at + 1 };
    } else break;
  }
  close();
  return { people, end: at };
}

/** Adds people to a list of addresses; what cannot be resolved makes the list missing and is asked for. */
export function addPeople(
  builder: Builder,
  request: Request,
  name: string,
  people: readonly Person[],
): Built['question'] | undefined {
  let question: Built['question'];
  let unknown = 0;
  for (const person of people) {
    const { text, tokens, context } = request;
    if (person.address !== undefined && !tokens[person.address]!.isName) {
      const { start, end, problem } = tokens[person.address]!;
      if (!problem) builder.add(name, text.slice(start, end), { source: 'user', span: [start, end] });
      else {
        builder.miss(name);
        question ??= { about: 'target', pointer: `/${name}`, text: targetQuestion(text.slice(start, end), problem) };
      }
      continue;
    }
    const [start, end] = [tokens[person.start]!.start, tokens[person.end - 1]!.end];
    const found = contactsNamed(text.slice(start, end), context.contacts ?? []);
    if (found.length === 1) {
      builder.add(name, found[0]!.email, { source: 'contact', span: [start, end] });
      builder.assume(`${text.slice(start, end)} -> ${found[0]!.name} <${found[0]!.email}>`);
      continue;
    }
    builder.miss(name);
    unknown++;
    if (found.length > 1)
      question ??= {
        about: 'contact',
        pointer: `/${name}`,
        text: `Which ${text.slice(start, end)} do you mean?`,
        choices: found.map((contact) => ({ label: `${contact.name} <${contact.email}>`, value: contact.email })),
      };
  }
  // A choice answers for one of them: the others would be forgotten by it.
  return question?.about === 'contact' && unknown > 1 ? undefined : question;
}

export const targetQuestion = (target: string, problem: string): string =>
  problem === 'look-alike'
    ? `“${shown(target)}” has characters that look like others. Please give it again, in plain letters.`
    : `“${shown(target)}” is not written as it should be. Please give it again.`;

const shown = (text: string) =>
  text.slice(0, 100).replace(/[^\x20-\x7e]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);

/** Contacts whose name, or a whole word of it, is the one given; one for each address. */
export function contactsNamed(name: string, contacts: readonly Contact[]): Contact[] {
  const wanted = normal(name).replace(/^(?:my|the) /, '');
  if (!wanted) return [];
  const exact = contacts.filter((contact) => normal(contact.name) === wanted);
  if (exact.length > 0) return byAddress(exact);
  const words = wanted.split(' ');
  return byAddress(
    contacts.filter((contact) => {
      const parts = normal(contact.name).split(' ');
      return words.every((word) => parts.includes(word));
    }),
  );
}

const byAddress = (contacts: readonly Contact[]): Contact[] =>
  [...new Map(contacts.toReversed().map((contact) => [contact.email.toLowerCase(), contact])).values()].toReversed();

const normal = (name: string) => name.normalize('NFC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
