// A text in pieces that keep their place in it.
import { hasInvisible, isSpace, plain, visible } from './characters.js';
import { jsonAt, quoteAt } from './enclosed.js';
import { withSpelledOut } from './spelled-out.js';
import { type Target, targetIn } from './target.js';
import { keywordMeant, missingSpaceIn } from './typo.js';

export type TokenKind = 'word' | 'punctuation' | 'quote' | 'json' | Target['kind'];

export interface Token {
  kind: TokenKind;
  start: number;
  end: number;
  /** In lower case, with a keyword's typo mended. For deciding only: what is sent is cut out of the text itself. */
  word: string;
  problem?: Target['problem'];
  /** Of an address: whether it is the name of a contact, who has one. */
  isName?: true;
  /** Of a quote and of JSON: what is inside. */
  inner?: [start: number, end: number];
}

const FIELDS =
  /^(subject|title|titled|body|text|message|msg|description|labels?|payload|to|cc|bcc|repo|channel|url|desc)([:=])(?=.)/;
const OPENING = /^[([<{]+/;
const CLOSING = /[.,;:!?)\]>}…]+$/;

/** Cuts a text into tokens, in time that grows with its length only. */
export function tokensOf(text: string): Token[] {
  const low = plain(text);
  const tokens: Token[] = [];
  const closed = { '"': true, "'": true, '{': true };
  let at = 0;
  while (at < text.length) {
    if (isSpace(text[at]!)) {
      // Where a line ends, a sentence may.
      if (text[at] === '\n' && tokens.length > 0 && tokens.at(-1)!.word !== '\n')
        tokens.push({ kind: 'punctuation', start: at, end: at + 1, word: '\n' });
      at++;
      continue;
    }
    const special = quoteAt(low, at, closed) ?? jsonAt(text, at, closed);
    if (special) {
      tokens.push(special);
      at = special.end;
      continue;
    }
    let end = at + 1;
    while (end < text.length && !isSpace(text[end]!) && low[end] !== '"') end++;
    pushPiece(tokens, text, low, at, end);
    at = end;
  }
  return withSpelledOut(tokens);
}

function pushPiece(tokens: Token[], text: string, low: string, from: number, to: number): void {
  let [start, end] = [from, to];
  const field = FIELDS.exec(low.slice(start, end));
  if (field && !/^\/\//.test(low.slice(start + field[0].length, end))) {
    const middle = start + field[1]!.length;
    pushWord(tokens, text, low, start, middle);
    tokens.push({ kind: 'punctuation', start: middle, end: middle + 1, word: ':' });
    start = middle + 1;
    if (start < end) pushPiece(tokens, text, low, start, end);
    return;
  }
  const opening = OPENING.exec(low.slice(start, end))?.[0] ?? '';
  if (opening) tokens.push({ kind: 'punctuation', start, end: start + opening.length, word: opening });
  start += opening.length;
  const closing = CLOSING.exec(low.slice(start, end))?.[0] ?? '';
  end -= balanced(low.slice(start, end), closing).length;
  if (start < end) pushParts(tokens, text, low, start, end);
  for (let index = end; index < to; index++)
    tokens.push({ kind: 'punctuation', start: index, end: index + 1, word: low[index]! });
}

/** The closing marks that belong to the sentence: not a bracket that the piece itself opens. */
const balanced = (piece: string, closing: string) =>
  closing.startsWith(')') && piece.slice(0, -closing.length).includes('(') ? closing.slice(1) : closing;

/** Several addresses with nothing but a comma between are several; everything else is one piece. */
function pushParts(tokens: Token[], text: string, low: string, start: number, end: number): void {
  const parts = text.slice(start, end).split(/[,;]/);
  const areTargets = parts.length > 1 && parts.every((part) => targetIn(part) && !targetIn(part)!.problem);
  let at = start;
  for (const part of areTargets ? parts : [text.slice(start, end)]) {
    if (at > start) tokens.push({ kind: 'punctuation', start: at - 1, end: at, word: ',' });
    pushWord(tokens, text, low, at, at + part.length);
    at += part.length + 1;
  }
}

function pushWord(tokens: Token[], text: string, low: string, start: number, end: number): void {
  const piece = text.slice(start, end);
  const target = targetIn(piece);
  if (target) tokens.push({ ...target, start, end, word: low.slice(start, end) });
  else if (/^(?:[-–—]+>?|[→⇒]|=>)$/.test(piece)) tokens.push({ kind: 'punctuation', start, end, word: '-' });
  else {
    const seen = low.slice(start, end);
    const space = missingSpaceIn(seen);
    if (space > 0) {
      pushWord(tokens, text, low, start, start + space);
      pushWord(tokens, text, low, start + space, end);
      return;
    }
    const word = hasInvisible(piece) ? visible(seen) : seen;
    tokens.push({ kind: 'word', start, end, word: word === 'w/' ? 'with' : keywordMeant(word) });
  }
}
