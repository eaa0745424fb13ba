// Texts that follow a marker: `saying …`, `subject: …`, `titled "…"`.
import type { Token } from '../text/token.js';
import { type Marker, type Markers, matchAt } from './markers.js';
import { isPartOfText } from './part-of-text.js';

export interface Field {
  name: string;
  /** Token where its marker begins. */
  marker: number;
  /** Tokens of its value. */
  start: number;
  end: number;
  /** Whether a colon or quotation marks say where it begins. */
  delimited: boolean;
  quoted: boolean;
}

export interface Reading {
  markers: Markers;
  /** Names of fields that a text of people fills: nothing but a strong marker ends them. */
  long: ReadonlySet<string>;
  /** What a lone colon, and lone quotation marks, begin. */
  colon?: string;
  quote?: string;
}

/** Nobody says more in a sentence, and every token is looked up in them. */
const MOST_FIELDS = 24;

/** The fields between two tokens, in their order. */
export function fieldsIn(
  tokens: readonly Token[],
  from: number,
  to: number,
  { markers, long, colon, quote }: Reading,
): Field[] {
  const fields: Field[] = [];
  let open: Field | undefined;
  const close = (at: number) => {
    if (open) open.end = at;
    open = undefined;
  };
  for (let index = from; index < to && fields.length < MOST_FIELDS; ) {
    const token = tokens[index]!;
    const found =
      token.kind === 'quote'
        ? undefined
        : markers.get(token.word)?.find(({ marker, steps }) => {
            const after = mayBegin(marker, open, long) ? matchAt(tokens, index, steps) : undefined;
            return (
              after !== undefined &&
              (isClosed(tokens, after) || !(marker.needsColon || isPartOfText(tokens, index, steps, marker, open)))
            );
          });
    const next = found ? matchAt(tokens, index, found.steps)! : undefined;
    if (found && next! < to) {
      close(index);
      const afterColon = tokens[next!]!.word === ':' ? next! + 1 : next!;
      const isQuote = tokens[afterColon]?.kind === 'quote';
      open = {
        name: found.marker.field,
        marker: index,
        start: afterColon,
        end: to,
        delimited: isQuote || afterColon > next!,
        quoted: isQuote,
      };
      fields.push(open);
      index = Math.max(afterColon, index + 1);
      if (isQuote) close(++index);
    } else if (token.word === '\n' && open && !long.has(open.name) && index > open.start) {
      close(index++);
    } else if (colon && index + 1 < to && isDivider(tokens, index, open, long)) {
      close(index);
      const isQuote = tokens[index + 1]!.kind === 'quote';
      open = { name: colon, marker: index, start: index + 1, end: to, delimited: true, quoted: isQuote };
      fields.push(open);
      index += isQuote ? 2 : 1;
      if (isQuote) close(index);
      // `"Joe Smith" <joe@x.com>`
    } else if (token.kind === 'quote' && quote && !open && tokens[index + 1]?.word !== '<') {
      fields.push({ name: quote, marker: index, start: index, end: index + 1, delimited: true, quoted: true });
      index++;
    } else index++;
  }
  return fields.filter(({ start, end }) => start < end);
}

/** Whether a colon, or a dash, begins a text: not that of `to:`, nor one between numbers. */
function isDivider(tokens: readonly Token[], at: number, open: Field | undefined, long: ReadonlySet<string>): boolean {
  const { kind, word } = tokens[at]!;
  const before = tokens[at - 1];
  // `titled Crash: no memory` is one title.
  if (kind !== 'punctuation' || !before || (open?.name === 'title' && open.marker !== at)) return false;
  const follows =
    /^(?:address|channel|repository|link)$/.test(before.kind) ||
    /^(?:calendar|issue|ticket|bug|email|mail|message|channel|space|note)$/.test(before.word);
  if (word === '-')
    return (
      (open ? open.name === 'subject' && !open.delimited : follows) &&
      !(/\d/.test(before.word) && /^\d/.test(tokens[at + 1]!.word)) &&
      before.end < tokens[at]!.start
    );
  if (
    word !== ':' ||
    /^(?:to|cc|bcc|attendees|guests|in|at|url|payload|repo|repository|channel|for)$/.test(before.word)
  )
    return false;
  if (/^(?:to|cc|bcc|subject)$/.test(tokens[at + 1]?.word ?? '') && !open) return false;
  return !open || (!open.delimited && !long.has(open.name));
}

const isClosed = (tokens: readonly Token[], after: number) =>
  tokens[after]?.word === ':' || tokens[after]?.kind === 'quote';

const mayBegin = (marker: Marker, open: Field | undefined, long: ReadonlySet<string>) =>
  !open ||
  marker.strong ||
  (!long.has(open.name) &&
    (long.has(marker.field) ? /^(?:saying|and|with|body|to|telling)/.test(marker.pattern) : false));

/** Where the value of a field is in the text, without what only ends the sentence. */
export function valueSpan(
  tokens: readonly Token[],
  { start, end }: Pick<Field, 'start' | 'end'>,
  trim: RegExp,
): [number, number] {
  const first = tokens[start]!;
  if (first.kind === 'quote' && end === start + 1) return [...first.inner!];
  let last = end - 1;
  while (last > start && tokens[last]!.kind === 'punctuation' && trim.test(tokens[last]!.word)) last--;
  if (last > start + 1 && /^(?:please|pls|thanks)$/.test(tokens[last]!.word) && tokens[last - 1]!.word === ',')
    last -= 2;
  return [first.start, tokens[last]!.end];
}
