// How much room a text takes on a terminal: a Chinese letter and most pictures take two columns, a combining mark takes none.
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';

const LETTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });
// biome-ignore lint/suspicious/noControlCharactersInRegex: our own colours begin with one
const COLOURS = /(\u001b\[\d+m)/;

export const widthOf = (text: string): number => stringWidth(text);

/** Exactly as wide as asked for: cut, or with spaces behind it. */
export function sized(text: string, width: number): string {
  const fitting = widthOf(text) > width ? `${pieces(text, width - 1)[0]}…` : text;
  return fitting + ' '.repeat(Math.max(0, width - widthOf(fitting)));
}

/**
 * Lines no wider than the terminal. What goes on in the next line stays behind the mark or the indentation of its line, so that no
 * text of others ever begins where this program itself speaks.
 */
export const fold = (text: string, columns: number): string =>
  text
    .split('\n')
    .map((line) => foldLine(line, columns))
    .join('\n');

function foldLine(line: string, columns: number): string {
  const [mark] = /^ *(?:│ )?/.exec(stripVTControlCharacters(line))!;
  // What is said without a mark stays one line, to be copied; the terminal breaks it.
  if (mark === '' || widthOf(line) <= columns) return line;
  const rest = line.replace(mark, '');
  return pieces(rest, Math.max(columns - mark.length, 1))
    .map((piece) => mark + piece)
    .join('\n');
}

/** Parts that fit into a width, which together are the text as it was. */
function pieces(text: string, width: number): string[] {
  const lines = [''];
  let taken = 0;
  for (const letter of text.split(COLOURS).flatMap(lettersOf)) {
    const wide = widthOf(letter);
    if (taken > 0 && taken + wide > width) {
      lines.push('');
      taken = 0;
    }
    lines[lines.length - 1] += letter;
    taken += wide;
  }
  return lines;
}

const lettersOf = (part: string): string[] =>
  COLOURS.test(part) ? [part] : [...LETTERS.segment(part)].map(({ segment }) => segment);
