import { ISSUE_NOUNS } from '../grammar/words.js';
import { type Field, fieldsIn, valueSpan } from '../slots/fields.js';
import { markersOf } from '../slots/markers.js';
import type { Token } from '../text/token.js';
import { Builder, type Built, isOneLine, type Request } from './build.js';
import { setRepository, withoutPlace } from './issue-repository.js';

const MARKERS = markersOf([
  ...[
    'titled',
    'called',
    'named',
    'entitled',
    'title',
    'with the? title',
    'with title',
    'and title',
    'with the? subject',
    'subject',
    'headed',
  ].map((pattern) => ({ field: 'title', pattern, strong: true })),
  ...[
    'about',
    'regarding',
    'saying that?',
    'that says',
    'which says',
    'that',
    'because',
    'to say that?',
    'stating that?',
    'reporting that?',
  ].map((pattern) => ({ field: 'topic', pattern })),
  ...['with the? body/description/text/details', 'and the? body/description', 'body', 'description', 'details'].map(
    (pattern) => ({ field: 'body', pattern, strong: true }),
  ),
  ...[
    'with the? label/labels',
    'with labels',
    'label/labels',
    'labeled/labelled',
    'and the? label/labels',
    'and add the? label/labels',
    'and label it',
    'label it',
    'tagged',
    'tag it',
    'and tag it',
    'with tag/tags',
  ].map((pattern) => ({ field: 'labels', pattern, strong: true })),
]);
const READING = { markers: MARKERS, long: new Set(['body']), colon: 'topic', quote: 'topic' };

/** An issue to open. */
export function issueToCreate(request: Request): Built {
  const { text, tokens, at, end, context } = request;
  const builder = new Builder(text, 'github.issue.create');
  const fields = fieldsIn(tokens, at, end, READING);
  const question = setRepository(builder, request, fields);
  const title = fields.find(({ name }) => name === 'title') ?? fields.find(({ name }) => name === 'topic');
  // What is said besides a title is the text.
  const told =
    fields.find(({ name }) => name === 'body') ??
    fields.find((field) => field.name === 'topic' && field !== title && title?.name === 'title');
  const bare = title ? undefined : bareTitle(tokens, at, end);
  if (title ?? bare) setTitle(builder, request, (title ?? bare)!);
  if (builder.suggestion.input.title === undefined) builder.miss('title');
  if (told) builder.cut('body', valueSpan(tokens, withoutPlace(tokens, told), /[,;]/));
  for (const field of fields) if (field.name === 'labels') setLabels(builder, text, tokens, field);
  if (builder.suggestion.input.repository === undefined && !question && context.defaults?.repository) {
    builder.setDefault('repository', context.defaults.repository);
    builder.assume(`In ${context.defaults.repository}.`);
  } else if (builder.suggestion.input.repository === undefined) builder.miss('repository');
  const free = fields.filter(({ name }) => name !== 'labels');
  return { suggestion: builder.suggestion, free, ...(question && { question }) };
}

function setTitle(builder: Builder, { text, tokens }: Request, field: { start: number; end: number }): void {
  const span = valueSpan(tokens, withoutPlace(tokens, field), /[.,;:]/);
  const value = text.slice(...span);
  if (isOneLine(value) && value.length <= 256) builder.cut('title', span);
  else builder.assume('The title is left out: it has to be one line of at most 256 characters.');
}

/** `open an issue in acme/web for the broken login` */
function bareTitle(tokens: readonly Token[], at: number, end: number): { start: number; end: number } | undefined {
  const noun = tokens.findIndex(
    ({ word, kind }, index) => index >= at && index < end && kind === 'word' && ISSUE_NOUNS.has(word),
  );
  for (let index = Math.max(noun, at) + 1; index < end - 1; index++) {
    const { word, kind } = tokens[index]!;
    const next = tokens[index + 1]!;
    const isTold = /^(?:the|our|my)$/.test(next.word)
      ? tokens[index + 2]?.kind !== 'repository'
      : next.kind === 'word' && !/^(?:repo|repository|github|me|us)$/.test(next.word);
    if (kind === 'word' && /^(?:for|where|to)$/.test(word) && isTold) return { start: index + 1, end };
    if (kind === 'punctuation' && /^(?:-|,)$/.test(word) && tokens[index - 1]!.kind === 'repository')
      return { start: index + 1, end };
  }
  return undefined;
}

function setLabels(builder: Builder, text: string, tokens: readonly Token[], field: Field): void {
  for (let index = field.start; index < field.end; index++) {
    const { kind, word, start, end, inner } = tokens[index]!;
    if (/^(?:in|on|for|to)$/.test(word)) break;
    if (kind === 'punctuation' || /^(?:and|as|it|label|labels|the|with|please|pls|thanks|too)$/.test(word)) continue;
    const span = inner ?? [start, end];
    const value = text.slice(...span);
    if (/\S/.test(value) && value.length <= 50) builder.add('labels', value, { source: 'user', span: [...span] });
  }
}
