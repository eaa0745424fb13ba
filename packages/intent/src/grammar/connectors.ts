// What joins two requests in one text.
import type { Token } from '../text/token.js';
import { CONNECTORS } from './words.js';

export interface Connector {
  /** The first token behind it. */
  next: number;
  /** Whether it can join sentences by itself; a comma cannot. */
  firm: boolean;
}

const isConnector = ({ kind, word }: Token) =>
  (kind === 'word' || kind === 'punctuation') && CONNECTORS.has(word) && word !== '-';
const isFirm = ({ word }: Token) =>
  /^(?:and|then|also|plus|&|or|but|instead|additionally|afterwards?|[;.!?\n])$/.test(word);

const PHRASES = ['as well as', 'as well', 'in addition to that', 'in addition', 'on top of that', 'after that'].map(
  (phrase) => phrase.split(' '),
);
const isPhraseStart = ({ word }: Token) => /^(?:as|in|on|after)$/.test(word);

/** The connector that begins here, with all that follow it at once: `. Then also`. */
export function connectorAt(tokens: readonly Token[], at: number): Connector | undefined {
  let next = at;
  let firm = false;
  while (next < tokens.length) {
    const phrase = isPhraseStart(tokens[next]!)
      ? PHRASES.find((words) => words.every((word, offset) => tokens[next + offset]?.word === word))
      : undefined;
    if (phrase) {
      firm = true;
      next += phrase.length;
    } else if (isConnector(tokens[next]!)) firm = isFirm(tokens[next++]!) || firm;
    else break;
  }
  return next === at ? undefined : { next, firm };
}
