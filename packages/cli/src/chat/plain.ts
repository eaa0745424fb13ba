// What others wrote is shown, and never obeyed: neither by the terminal, nor by the eye.

/** Control and format characters: escapes of terminals, what turns the direction of text, what cannot be seen; lone surrogates. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;

/** A text of several lines. */
export const plain = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replace(UNSEEN, (character) => (/[\n\t]/.test(character) ? character : escaped(character)));

/** A text in one line. */
export const plainLine = (text: string): string =>
  text.replace(UNSEEN, (character) => ({ '\n': '\\n', '\r': '\\r', '\t': '\\t' })[character] ?? escaped(character));

/** JSON in one line, in which nothing is left that a terminal would obey; it means the same. */
export const plainJson = (value: unknown): string => JSON.stringify(value).replace(UNSEEN, asUnits);

/** Each line behind a mark, so that no text can look like what Relay says itself. */
export const framed = (text: string): string => plain(text).replace(/^/gm, '  │ ');

const escaped = (character: string): string => `\\u{${character.codePointAt(0)!.toString(16)}}`;

const asUnits = (character: string): string =>
  [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
