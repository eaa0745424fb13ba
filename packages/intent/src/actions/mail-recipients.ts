// Who a mail goes to, by the words that lead to them.
import { MAIL_NOUNS } from '../grammar/words.js';
import type { Field } from '../slots/fields.js';
import type { Token } from '../text/token.js';
import { type Person, peopleFrom } from './people.js';

const COPIES: Record<string, 'cc' | 'bcc'> = {
  cc: 'cc',
  "cc'ing": 'cc',
  ccing: 'cc',
  copy: 'cc',
  copying: 'cc',
  bcc: 'bcc',
  "bcc'ing": 'bcc',
};

export function recipients(
  tokens: readonly Token[],
  at: number,
  end: number,
  fields: readonly Field[],
): Record<'to' | 'cc' | 'bcc', Person[]> {
  const groups: Record<'to' | 'cc' | 'bcc', Person[]> = { to: [], cc: [], bcc: [] };
  const covered = (index: number) => fields.find((field) => index >= field.marker && index < field.end);
  const take = (name: 'to' | 'cc' | 'bcc', from: number) => {
    const limit = fields.find((field) => field.marker >= from)?.marker ?? end;
    const { people, end: next } = peopleFrom(tokens, tokens[from]?.word === ':' ? from + 1 : from, limit);
    // `email the numbers to Ann`: what stands before is what is sent.
    const isObject =
      name === 'to' && tokens[next]?.word === 'to' && people.every(({ address }) => address === undefined);
    if (!isObject) groups[name].push(...people);
    return Math.max(next, from);
  };
  // `in reply to` and a place before the verb: `to ann@x.com, send …`
  for (let index = 0; index < at; index++)
    if (tokens[index]!.kind === 'address') groups.to.push({ start: index, end: index + 1, address: index });
  const verb = tokens[at]!.word;
  let index = at + 1;
  const isDirect =
    MAIL_NOUNS.has(verb) ||
    !/^(?:a|an|the|my|this|that|out|off|up|quick|new|short|to|another|some|back)$/.test(tokens[index]?.word ?? 'a');
  if (
    isDirect &&
    index < end &&
    tokens[index]!.kind !== 'quote' &&
    !MAIL_NOUNS.has(tokens[index]!.word) &&
    !/^(?:to|cc|bcc|reply|note|message|quick)$/.test(tokens[index]!.word) &&
    !covered(index)
  )
    index = take('to', index);
  for (; index < end; index++) {
    const field = covered(index);
    if (field) {
      index = field.end - 1;
      continue;
    }
    const { kind, word } = tokens[index]!;
    const copies = kind === 'word' ? COPIES[word] : undefined;
    if (copies && index + 1 < end) index = take(copies, tokens[index + 1]!.word === 'to' ? index + 2 : index + 1) - 1;
    else if (word === 'to' && kind === 'word') {
      // `email ann@x.com to confirm it` tells what for, once it is told to whom.
      const isPurpose =
        groups.to.some(({ address }) => address !== undefined) &&
        tokens[index + 1]?.kind === 'word' &&
        !/^(?:and|,|&)$/.test(tokens[index - 1]!.word);
      if (isTask(tokens, at, index)) break;
      if (!isPurpose) index = take('to', index + 1) - 1;
    } else if (kind === 'address') index = take('to', index) - 1;
    else if (word === 'from' && tokens[index + 1]?.kind === 'address') index++;
  }
  return groups;
}

/** `ask ann@x.com to send it to bo@x.com`: whom she shall do something for is told to her, and gets nothing. */
const isTask = (tokens: readonly Token[], at: number, to: number) =>
  /^(?:ask|tell|remind|let|warn|inform|notify|message|text|ping)$/.test(tokens[at]!.word) &&
  tokens[to - 1]!.kind === 'address' &&
  tokens[to + 1]?.kind === 'word';

/** Texts without those at their end who get it: `saying hi and cc ann@x.com`. */
export const withoutRecipients = (tokens: readonly Token[], fields: Field[]): Field[] => {
  for (const field of fields) {
    if (field.name !== 'subject' || field.delimited) continue;
    for (let index = field.start + 1; index < field.end - 1; index++) {
      if (!(/^(?:to|cc|bcc|copying)$/.test(tokens[index]!.word) && tokens[index + 1]!.kind === 'address')) continue;
      field.end = /^(?:and|,)$/.test(tokens[index - 1]!.word) ? index - 1 : index;
      break;
    }
  }
  const last = fields.at(-1);
  if (last && !last.quoted) {
    for (let index = last.end - 2; index > last.start; index--) {
      if (isNameCopied(tokens, index, last.end)) {
        while (index > last.start + 1 && /^(?:and|,)$/.test(tokens[index - 1]!.word)) index--;
        last.end = index;
        break;
      }
      if (!(COPIES[tokens[index]!.word] && tokens[index + 1]!.kind === 'address')) continue;
      if (
        !tokens
          .slice(index + 1, last.end)
          .every(
            ({ kind, word }) =>
              kind === 'address' ||
              kind === 'punctuation' ||
              COPIES[word] ||
              /^(?:and|too|please|pls|thanks)$/.test(word),
          )
      )
        break;
      while (index > last.start + 1 && /^(?:and|,|please)$/.test(tokens[index - 1]!.word)) index--;
      last.end = index;
      break;
    }
  }
  // `saying hi to ann@x.com`, where nobody was named before, is addressed to her.
  if (
    last &&
    !last.delimited &&
    last.name !== 'subject' &&
    last.end - last.start >= 3 &&
    tokens[last.end - 1]!.kind === 'address' &&
    tokens[last.end - 2]!.word === 'to' &&
    !tokens.slice(0, last.marker).some(({ kind }) => kind === 'address')
  )
    last.end -= 2;
  return fields;
};

/** `…, cc Ann` at the end of a text: a name, as nobody ends a text that way. */
const isNameCopied = (tokens: readonly Token[], at: number, end: number) =>
  /^b?cc$/.test(tokens[at]!.word) &&
  /^(?:and|,)$/.test(tokens[at - 1]?.word ?? '') &&
  end - at <= 3 &&
  tokens.slice(at + 1, end).every(({ kind }) => kind === 'word');
