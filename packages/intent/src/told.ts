// `tell Grace that …`: whoever is told something, by the name of a contact, stands where an address could.
import { contactsNamed } from './actions/people.js';
import { openingFrom } from './grammar/opening.js';
import type { Token } from './text/token.js';
import type { Contact } from './understanding.js';

const TELLS = /^(?:tell|let|inform|notify|warn|ask|remind|ping|message|thank)$/;

/** The most words of a name. */
const MOST_WORDS = 3;

/** What a name ends before. Another word may belong to it: `tell Grace Kelly hi` is not for Grace Hopper. */
const ENDS_NAME =
  /^(?:that|know|to|if|whether|about|and|,|:|&|for|we|i|you|he|she|it|they|i'm|i'll|i've|we're|we'll|we've|it's|you're|she's|he's|they're|there|the|this|our|my|his|her|their|your|hi|hello|hey|thanks|no|yes|not|sorry|please|when|where|what|how|why|lunch|dinner|breakfast|today|tomorrow|by|via)$/;

const NOBODY = /^(?:me|us|you|him|her|them|it|everyone|everybody|somebody|someone|people|all|the|my|our|a|an)$/;

/** The same tokens, with the name of a contact behind a first word that tells as one token of the kind of an address. */
export function withTold(tokens: Token[], text: string, contacts: readonly Contact[] = []): Token[] {
  const { at } = openingFrom(tokens, 0);
  const verb = tokens[at];
  const first = tokens[at + 1];
  if (contacts.length === 0 || verb?.kind !== 'word' || !TELLS.test(verb.word)) return tokens;
  if (!first || NOBODY.test(first.word)) return tokens;
  // Then a place is named, and a message goes there.
  if (tokens.some(({ kind, word }) => kind === 'channel' || word === 'teams' || word === 'channel' || word === 'space'))
    return tokens;
  for (let words = MOST_WORDS; words > 0; words--) {
    const name = tokens.slice(at + 1, at + 1 + words);
    const next = tokens[at + 1 + words];
    if (name.length < words || name.some(({ kind }) => kind !== 'word')) continue;
    if (next && !ENDS_NAME.test(next.word)) continue;
    if (verb.word === 'let' && next?.word !== 'know') continue;
    const [start, end] = [first.start, name.at(-1)!.end];
    if (contactsNamed(text.slice(start, end), contacts).length === 0) continue;
    const named: Token = { kind: 'address', start, end, word: text.slice(start, end).toLowerCase(), isName: true };
    return tokens.toSpliced(at + 1, words, named);
  }
  return tokens;
}
