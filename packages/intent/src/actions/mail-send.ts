import { sentenceFor } from '../sentences.js';
import { type Field, fieldsIn, valueSpan } from '../slots/fields.js';
import { markersOf } from '../slots/markers.js';
import { isNamedOnly, isTask } from '../slots/task.js';
import type { Token } from '../text/token.js';
import { type Builder, type Built, isOneLine, type Request } from './build.js';
import { saysBetween } from './mail-between.js';
import { noteOnMail } from './mail-notes.js';
import { recipients, withoutRecipients } from './mail-recipients.js';
import { addPeople } from './people.js';
import { builderOf, providerNamed } from './provider.js';

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

const ACTIONS = { google: 'google.gmail.send', microsoft: 'microsoft.outlook.send' } as const;
const READING = { markers: MARKERS, long: new Set(['body', 'asking']), colon: 'body', quote: 'body' };

/** A mail to send. */
export function mailToSend(request: Request): Built {
  const { text, tokens, at, end, context } = request;
  const fields = withoutRecipients(tokens, fieldsIn(tokens, at + 1, end, READING));
  const named = providerNamed(tokens, 0, Math.max(at, fields[0]?.marker ?? end));
  const builder = builderOf(text, ACTIONS, named?.provider, context);

  const groups = recipients(tokens, at, end, fields);
  const questions = [
    addPeople(builder, request, 'to', groups.to),
    addPeople(builder, request, 'cc', groups.cc),
    addPeople(builder, request, 'bcc', groups.bcc),
  ];
  if (!builder.suggestion.input.to) builder.miss('to');
  for (const field of fields) setText(builder, request, field);
  const bare = fields.length === 0 ? bareBody(tokens, at, end) : undefined;
  if (bare?.name === 'body' && !isNamedOnly(tokens, bare)) setText(builder, request, bare);
  if (bare) fields.push(bare);
  if (builder.suggestion.input.body === undefined) builder.miss('body');
  noteOnMail(builder, request, fields);
  const question =
    questions.find((asked) => asked !== undefined) ?? (saysBetween(tokens, groups, fields) ? MANY : undefined);
  return { suggestion: builder.suggestion, free: fields, ...(question && { question }) };
}

const MANY: Built['question'] = { about: 'multi', text: sentenceFor('multi') };

/** `tell ann@x.com we won`, `email ann@x.com see you soon`; what `ask` is followed by is no text yet. */
function bareBody(tokens: readonly Token[], at: number, end: number): Field | undefined {
  const verb = tokens[at]!.word;
  // `tell ann@x.com to send it to bo@x.com`
  const told = { marker: at + 2, start: at + 2, end, delimited: false, quoted: false };
  if (tokens[at + 1]?.kind === 'address' && at + 2 < end && isTask(tokens, told)) return { ...told, name: 'asking' };
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
  if (field.name === 'asking' || (field.name === 'body' && isTask(tokens, field))) return;
  const span = valueSpan(tokens, field, field.name === 'subject' ? /[.,;:]/ : /[,;]/);
  const value = text.slice(...span);
  if (!value.trim() || input[field.name] !== undefined) return;
  if (field.name === 'subject' && (!isOneLine(value) || value.length > 900))
    builder.assume('The subject is left out: it has to be one line.');
  else builder.cut(field.name, span);
}
