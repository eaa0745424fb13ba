import { MAIL_NOUNS } from '../grammar/words.js';
import { type Field, fieldsIn, markersOf, valueSpan } from '../slots/fields.js';
import type { Token } from '../text/token.js';
import { Builder, type Built, isOneLine, type Request } from './build.js';
import { addPeople, type Person, peopleFrom } from './people.js';
import { providerNamed, providerOf } from './provider.js';

const MARKERS = markersOf([
  ...[
    'saying that?',
    'says',
    'that says',
    'which says',
    'that',
    'telling * that?',
    'to say that?',
    'to tell * that?',
    'letting * know that?',
    'to let * know that?',
    'informing * that',
    'to inform * that',
    'and say that?',
    'and tell * that?',
    'and let * know that?',
    'reading',
    'mentioning that?',
    'explaining that?',
    'stating that?',
    'say',
    'with message',
    'know that',
    'tell him/her/them that?',
    'mention that?',
  ].map((pattern) => ({ field: 'body', pattern })),
  ...['with the? body/message/text/content/contents that?', 'and the? body/text', 'body', 'body text'].map(
    (pattern) => ({ field: 'body', pattern, strong: true }),
  ),
  ...[', message/text/body', 'and it should say', 'it should say', 'it says'].map((pattern) => ({
    field: 'body',
    pattern,
    strong: true,
  })),
  { field: 'body', pattern: 'message/text/content', strong: true, needsColon: true },
  ...['with the? subject line?', 'with a subject line? of?', 'and the? subject line?', 'subject line', 'subject'].map(
    (pattern) => ({ field: 'subject', pattern, strong: true }),
  ),
  ...[
    'titled',
    'entitled',
    'about',
    'regarding',
    're',
    're:',
    'concerning',
    'on the topic/subject of',
    'with the? title',
  ].map((pattern) => ({ field: 'subject', pattern })),
  ...['asking * to', 'asking * if/whether', 'asking', 'to ask * if/whether', 'to ask'].map((pattern) => ({
    field: 'asking',
    pattern,
  })),
]);
const READING = { markers: MARKERS, long: new Set(['body', 'asking']), colon: 'body', quote: 'body' };
const COPIES: Record<string, 'cc' | 'bcc'> = {
  cc: 'cc',
  "cc'ing": 'cc',
  ccing: 'cc',
  copy: 'cc',
  copying: 'cc',
  bcc: 'bcc',
  "bcc'ing": 'bcc',
};

/** A mail to send. */
export function mailToSend(request: Request): Built {
  const { text, tokens, at, end, context } = request;
  const fields = withoutRecipients(tokens, fieldsIn(tokens, at + 1, end, READING));
  const named = providerNamed(tokens, 0, Math.max(at, fields[0]?.marker ?? end));
  const assumptions: string[] = [];
  const provider = providerOf(named?.provider, context, (sentence) => assumptions.push(sentence));
  const builder = new Builder(text, provider === 'google' ? 'google.gmail.send' : 'microsoft.outlook.send');
  for (const sentence of assumptions) builder.assume(sentence);

  const groups = recipients(tokens, at, end, fields);
  const questions = [
    addPeople(builder, request, 'to', groups.to, 'to'),
    addPeople(builder, request, 'cc', groups.cc, 'to'),
    addPeople(builder, request, 'bcc', groups.bcc, 'to'),
  ];
  if (!builder.suggestion.input.to) builder.miss('to');
  for (const field of fields) setText(builder, request, field);
  const bare = fields.length === 0 ? bareBody(tokens, at, end) : undefined;
  if (bare?.name === 'body') setText(builder, request, bare);
  if (bare) fields.push(bare);
  if (builder.suggestion.input.body === undefined) builder.miss('body');
  const question = questions.find((asked) => asked !== undefined);
  return { suggestion: builder.suggestion, free: fields, ...(question && { question }) };
}

/** `tell ann@x.com we won`, `email ann@x.com see you soon`; what `ask` is followed by is no text yet. */
function bareBody(tokens: readonly Token[], at: number, end: number): Field | undefined {
  const verb = tokens[at]!.word;
  const last = tokens.findLastIndex(({ kind }, index) => kind === 'address' && index < end);
  // `in a mail to ann@x.com, say that …`
  const address = last < at && /^(?:say|tell|mention|explain|write|let)$/.test(verb) ? at : last;
  if (address < at || (address === at && last > at) || address + 1 >= end) return undefined;
  let start = address + 1;
  if (address === at) while (start < end && /^(?:him|her|them|that)$/.test(tokens[start]!.word)) start++;
  while (start < end && (tokens[start]!.kind === 'punctuation' || (tokens[start]!.word === 'know' && verb === 'let')))
    start++;
  if (start >= end) return undefined;
  const field = { marker: start, start, end, delimited: false, quoted: false };
  if (verb === 'ask') return { ...field, name: 'asking' };
  const isTold = /^(?:tell|let|notify|inform|message|msg|ping|text|update|warn|remind|alert)$/.test(verb);
  const first = tokens[start]!.word;
  const isText =
    !/^(?:about|with|via|by|from|in|on|please|asap|now|to|and|for|at|using|regarding|of|right|immediately|today|cc|bcc|through|re|this|it|urgently|soon|quickly|again|too)$/.test(
      first,
    ) &&
    (isTold || !/^(?:a|an|the|my|our|his|her|some|that)$/.test(first));
  return isText ? { ...field, name: 'body' } : undefined;
}

function setText(builder: Builder, { text, tokens }: Request, field: Field): void {
  const { input } = builder.suggestion;
  if (field.name === 'asking') return;
  const span = valueSpan(tokens, field, field.name === 'subject' ? /[.,;:]/ : /[,;]/);
  const value = text.slice(...span);
  if (!value.trim() || input[field.name] !== undefined) return;
  if (field.name === 'subject' && (!isOneLine(value) || value.length > 900))
    builder.assume('The subject is left out: it has to be one line.');
  else builder.cut(field.name, span);
}

/** Texts without those at their end who get it: `saying hi and cc ann@x.com`. */
const withoutRecipients = (tokens: readonly Token[], fields: Field[]): Field[] => {
  const last = fields.at(-1);
  if (last && !last.quoted) {
    for (let index = last.end - 2; index > last.start; index--) {
      if (!(COPIES[tokens[index]!.word] && tokens[index + 1]!.kind === 'address')) continue;
      if (
        !tokens
          .slice(index + 1, last.end)
          .every(({ kind, word }) => kind === 'address' || kind === 'punctuation' || COPIES[word] || word === 'and')
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

function recipients(
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
      if (!isPurpose) index = take('to', index + 1) - 1;
    } else if (kind === 'address') index = take('to', index) - 1;
    else if (word === 'from' && tokens[index + 1]?.kind === 'address') index++;
  }
  return groups;
}
