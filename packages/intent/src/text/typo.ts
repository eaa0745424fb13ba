// One wrong letter in a keyword is forgiven. Only the reading of the sentence knows of it; no value is ever taken from a mended word.
import { KEYWORDS, OTHER_WORDS } from './keywords.js';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const known = new Set([...KEYWORDS, ...OTHER_WORDS]);
const meant = new Map<string, string>();

/** Words that are read the same way, so that a typo may be of any of them. */
const SAME: Record<string, string> = {
  mail: 'email',
  mails: 'emails',
  gmail: 'email',
  would: 'could',
  organise: 'organize',
  latest: 'newest',
};
const sameAs = (keyword: string) => SAME[keyword] ?? keyword;

function note(typo: string, keyword: string): void {
  // A word that is one letter away from two keywords tells neither, unless one of them is the other with an ending.
  const other = meant.get(typo);
  if (other === undefined || sameAs(other) === sameAs(keyword)) meant.set(typo, other ?? keyword);
  else if (keyword.startsWith(other)) meant.set(typo, other);
  else meant.set(typo, other !== '' && other.startsWith(keyword) ? keyword : '');
}

function* typosOf(word: string): Generator<string> {
  for (let index = 0; index <= word.length; index++) {
    const [before, after] = [word.slice(0, index), word.slice(index)];
    for (const letter of LETTERS) {
      yield before + letter + after;
      if (after) yield before + letter + after.slice(1);
    }
    if (after) yield before + after.slice(1);
    if (after.length > 1) yield before + after[1] + after[0] + after.slice(2);
  }
}

/** The keyword that a word was meant to be, or the word itself. */
export function keywordMeant(word: string): string {
  if (word.length < 3 || word.length > 14 || known.has(word)) return word;
  return meant.get(word) || word;
}

for (const keyword of KEYWORDS) if (keyword.length >= 4) for (const typo of typosOf(keyword)) note(typo, keyword);

/** Words that stand behind a keyword so often that the space between is forgotten. */
const BEHIND = new Set('a an the to my from for with about me us that this'.split(' '));
const keywords = new Set(KEYWORDS);

/** Where a space is missing behind a keyword, in letters: `emailthe`, `pleasemail`; 0 where none is. */
export function missingSpaceIn(word: string): number {
  if (word.length < 5 || word.length > 20 || known.has(word) || meant.get(word)) return 0;
  for (let at = word.length - 1; at >= 4; at--) {
    const rest = word.slice(at);
    if (keywords.has(word.slice(0, at)) && (BEHIND.has(rest) || (rest.length >= 4 && keywords.has(rest)))) return at;
  }
  return 0;
}
