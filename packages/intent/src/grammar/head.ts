// What a frame is read from: the words of a request before anybody's words begin.
import type { Token } from '../text/token.js';
import { WEEKDAYS } from './words.js';

/** What a frame is read from: it ends where the words of somebody begin. */
export const MOST_HEAD = 40;

const MARKS = new Set(
  'saying says that about regarding titled called named asking telling subject body stating reading text whether'.split(
    ' ',
  ),
);

/** Where the words that belong to the request itself end. */
export function headEnd(tokens: readonly Token[], at: number): number {
  for (let index = at + 1; index < Math.min(tokens.length, at + MOST_HEAD); index++) {
    const { kind, word } = tokens[index]!;
    // Quotation marks close what they open, so the request goes on behind them.
    if ((word === ':' || (kind === 'word' && MARKS.has(word))) && tokens[index + 1]?.kind === 'quote') index++;
    else if (word === ':' || (kind === 'word' && MARKS.has(word))) return index;
    else if (kind === 'punctuation' && /[.;!?\n]/.test(word)) return index;
  }
  return Math.min(tokens.length, at + MOST_HEAD);
}

export class Head {
  constructor(
    readonly tokens: readonly Token[],
    readonly at: number,
    readonly end: number,
    /** What stands before the verb and belongs to it: `in #dev, say …` */
    readonly lead: readonly Token[] = [],
  ) {}
  get verb(): string {
    return this.tokens[this.at]!.word;
  }
  next(by = 1): Token | undefined {
    return this.at + by < this.tokens.length ? this.tokens[this.at + by] : undefined;
  }
  find(test: (token: Token) => boolean, from = this.at + 1): number {
    for (let index = Math.max(from, 0); index < this.end; index++) if (test(this.tokens[index]!)) return index;
    return -1;
  }
  has(set: ReadonlySet<string>): boolean {
    return this.find(({ kind, word }) => kind === 'word' && set.has(word)) !== -1;
  }
  kind(kind: Token['kind']): boolean {
    return this.lead.some((token) => token.kind === kind) || this.find((token) => token.kind === kind) !== -1;
  }
  word(...wanted: string[]): boolean {
    return this.find(({ kind, word }) => kind === 'word' && wanted.includes(word)) !== -1;
  }
}

const TELLS_TIME =
  /^\d{1,2}(?:[:.]\d\d)?(?:am|pm)?(?:-\d{1,2}(?:[:.]\d\d)?)?(?:am|pm)$|^\d{1,2}[:.]\d\d(?:[-–]\d{1,2}[:.]\d\d)?$|^\d{1,2}[-–]\d{1,2}$|^\d{4}-\d\d-\d\d|^\d{1,2}\/\d{1,2}$|^(?:noon|midday|midnight|tomorrow|today|tonight|oclock|o'clock|pm|am|january|february|march|april|june|july|august|september|october|november|december)$/;

export const tellsTime = (word: string): boolean => WEEKDAYS.has(word) || TELLS_TIME.test(word);

export const isTimed = (head: Head) =>
  head.lead.some(({ kind, word }) => kind === 'word' && tellsTime(word)) ||
  head.find(({ kind, word }) => kind === 'word' && tellsTime(word)) !== -1;

/** A day and a time of it. */
export const isAtClock = (head: Head) =>
  head.find(({ word }) => WEEKDAYS.has(word) || /^(?:tomorrow|today|tonight)$/.test(word)) !== -1 &&
  head.find(({ word }) => /^\d{1,2}(?:[:.]\d\d)?(?:[-–]\d{1,2})?(?:am|pm)?$|^noon$/.test(word)) !== -1;
