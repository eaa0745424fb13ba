// Characters as the reader of a text sees them, one for one, so that every index stays true.

/** Characters that are not seen, or turn the direction of those that are. */
const INVISIBLE = /\p{Cf}|\p{Variation_Selector}|\u034f|\u115f|\u1160/u;
const SPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const QUOTES: Record<string, string> = {
  '‘': "'",
  '’': "'",
  '‛': "'",
  '`': "'",
  '´': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
};

export const hasInvisible = (text: string): boolean => INVISIBLE.test(text);

export const isSpace = (character: string): boolean => SPACE.test(character);

/** The text in lower case, with plain quotation marks and spaces; as long as it was. */
export function plain(text: string): string {
  if (/^[\x21-\x7e ]*$/.test(text)) return text.toLowerCase().replaceAll('`', "'");
  let out = '';
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!;
    const lower = character.toLowerCase();
    out += isSpace(character) ? ' ' : (QUOTES[character] ?? (lower.length === 1 ? lower : character));
  }
  return out;
}

/** A word without what cannot be seen in it. */
export const visible = (word: string): string =>
  INVISIBLE.test(word) ? word.replace(new RegExp(INVISIBLE, 'gu'), '') : word;
