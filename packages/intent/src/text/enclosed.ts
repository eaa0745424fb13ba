// Texts that say themselves where they end: quotations and JSON.
import type { Token } from './token.js';

/** The quotation that begins here; `closed` remembers which marks nothing closes any more. */
export function quoteAt(low: string, at: number, closed: Record<string, boolean>): Token | undefined {
  const mark = low[at]!;
  if ((mark !== '"' && mark !== "'") || !closed[mark]) return undefined;
  if (mark === "'" && at > 0 && !/[\s([:]/.test(low[at - 1]!)) return undefined;
  let close = low.indexOf(mark, at + 1);
  // An apostrophe within a word closes nothing.
  while (mark === "'" && close !== -1 && /[\p{L}\p{N}]/u.test(low[close + 1] ?? ''))
    close = low.indexOf(mark, close + 1);
  if (close === -1) closed[mark] = false;
  if (close <= at + 1) return undefined;
  return { kind: 'quote', start: at, end: close + 1, word: '"', inner: [at + 1, close] };
}

/** JSON that begins here: `problem` where it is none, or is not closed. */
export function jsonAt(text: string, at: number, closed: Record<string, boolean>): Token | undefined {
  if (!(text[at] === '{' || (text[at] === '[' && /[{"[\d]/.test(text[at + 1] ?? ''))) || !closed['{']) return undefined;
  const end = endOfJson(text, at);
  if (end === undefined) {
    closed['{'] = false;
    return undefined;
  }
  try {
    JSON.parse(text.slice(at, end));
    return { kind: 'json', start: at, end, word: '{}', inner: [at, end] };
  } catch {
    return { kind: 'json', start: at, end, word: '{}', inner: [at, end], problem: 'malformed' };
  }
}

function endOfJson(text: string, at: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let index = at; index < text.length; index++) {
    const character = text[index];
    if (inString) {
      if (character === '\\') index++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') depth++;
    else if ((character === '}' || character === ']') && --depth === 0) return index + 1;
  }
  return undefined;
}
