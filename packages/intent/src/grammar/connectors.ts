// What joins two requests in one text.
import type { Token } from '../text/token.js';
import { CONNECTORS } from './words.js';

export interface Connector {
  /** The first token behind it. */
  next: number;
  /** Whether it can join sentences by itself; a comma cannot. */
  firm: boolean;
  /** Whether it adds a thing, and not only a sentence: `plus`, `as well as`. */
  adds: boolean;
}

function isConnector(tokens: readonly Token[], at: number): boolean {
  const { kind, word } = tokens[at]!;
  if (!(kind === 'word' || kind === 'punctuation') || !CONNECTORS.has(word)) return false;
  return word !== '-' || !isRange(tokens, at);
}

const isFirm = ({ word }: Token) =>
  /^(?:and|then|also|plus|&|or|but|instead|additionally|afterwards?|finally|lastly|secondly|[;.!?\n/+-])$/.test(word);

/** A dash between numbers makes a range of them. */
const isRange = (tokens: readonly Token[], at: number) =>
  /\d/.test(tokens[at - 1]?.word ?? '') && /^\d/.test(tokens[at + 1]?.word ?? '');

const PHRASES = [
  ...['as well as', 'as well', 'in addition to that', 'in addition to', 'in addition', 'on top of that', 'after that'],
  ...['along with', 'together with', 'followed by', 'at the same time', "while you're at it", 'while you are at it'],
].map((phrase) => phrase.split(' '));
const isPhraseStart = ({ word }: Token) => /^(?:as|in|on|after|along|together|followed|at|while)$/.test(word);
const ADDING = /^(?:as|in|along|together|followed)$/;

/** The connector that begins here, with all that follow it at once: `. Then also`. */
export function connectorAt(tokens: readonly Token[], at: number): Connector | undefined {
  let next = at;
  let firm = false;
  let adds = false;
  while (next < tokens.length) {
    const phrase = isPhraseStart(tokens[next]!)
      ? PHRASES.find((words) => words.every((word, offset) => tokens[next + offset]?.word === word))
      : undefined;
    if (phrase) {
      firm = true;
      adds ||= ADDING.test(phrase[0]!);
      next += phrase.length;
    } else if (isConnector(tokens, next)) {
      adds ||= tokens[next]!.word === 'plus';
      firm = isFirm(tokens[next++]!) || firm;
    } else break;
  }
  return next === at ? undefined : { next, firm, adds };
}
