// What a person may expect of a mail, and does not get.
import type { Field } from '../slots/fields.js';
import type { Token } from '../text/token.js';
import type { Builder, Request } from './build.js';

/** Says that a mail is a new one, and goes from no other account, where the words around its texts ask for that. */
export function noteOnMail(builder: Builder, { text, tokens, at, end }: Request, fields: readonly Field[]): void {
  const isOutside = (index: number) => !fields.some((field) => index >= field.marker && index < field.end);
  const outside = tokens.slice(0, end).flatMap((token, index) => (isOutside(index) ? [{ ...token, index }] : []));
  const from = outside.find(({ word, index }) => word === 'from' && senderEnd(tokens, index, end) > index);
  if (from) {
    const [first, last] = [tokens[from.index + 1]!, tokens[senderEnd(tokens, from.index, end)]!];
    builder.assume(`Not from ${text.slice(first.start, last.end)}: it goes from the account that is connected.`);
  }
  if (outside.some(({ kind, word, index }) => kind === 'word' && index >= at && ANSWERS.test(word)))
    builder.assume('It is a new mail: none that is there is answered or forwarded.');
}

const ANSWERS = /^(?:reply|replying|respond|response|answer|forward|forwarding|back)$/;

/** The last token of who it shall be from: `from ann@x.com`, `from my work account`. */
function senderEnd(tokens: readonly Token[], from: number, end: number): number {
  if (tokens[from + 1]?.kind === 'address' && from + 1 < end) return from + 1;
  return tokens.findIndex(
    ({ word }, index) =>
      index > from + 1 && index < Math.min(end, from + 5) && /^(?:account|address|mailbox)$/.test(word),
  );
}
