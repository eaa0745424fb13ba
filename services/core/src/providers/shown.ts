// Texts of somebody else's in what a person reads, so that none reads as another than it is.

/** Control characters, line ends of other scripts, and what turns the direction of a text: in the brackets of a regular expression. */
const UNPRINTABLE = '\\p{Cc}\\p{Zl}\\p{Zp}\\u202a-\\u202e\\u2066-\\u2069';
const ANY = new RegExp(`[${UNPRINTABLE}]`, 'u');
const RUNS = new RegExp(`[${UNPRINTABLE}]+`, 'gu');

/** For JSON Schema: a text that has none of them. */
export const ONE_LINE = `^[^${UNPRINTABLE}]*$`;

/** The same for one in which there is something to see. */
export const VISIBLE_LINE = `^(?=.*\\S)[^${UNPRINTABLE}]*$`;

/** Whether a text could show as another than it is, or end a line. */
export const isUnprintable = (text: string): boolean => ANY.test(text);

/** A text as it stands in a sentence: one line, that reads as what it is, and not too long. */
export function shown(text: string, longest = 120): string {
  const line = [...text.replace(RUNS, ' ').replace(/\s+/g, ' ').trim()];
  return line.length > longest ? `${line.slice(0, longest).join('')}…` : line.join('');
}

const LISTED = 3;

/** The first few of a list, and how many more there are. */
export function listed(texts: string[]): string {
  const more = texts.length - LISTED;
  return texts.slice(0, LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
