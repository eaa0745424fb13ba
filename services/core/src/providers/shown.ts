/** Control characters, line ends of other scripts, and what turns the direction of a text, so that it reads as another. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu;

/** A text of somebody else's as it stands in a sentence: one line, that reads as what it is, and not too long. */
export function shown(text: string, longest = 120): string {
  const line = [...text.replace(UNPRINTABLE, ' ').replace(/\s+/g, ' ').trim()];
  return line.length > longest ? `${line.slice(0, longest).join('')}…` : line.join('');
}
