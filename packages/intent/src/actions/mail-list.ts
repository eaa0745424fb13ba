import { ENGLISH_NUMBERS } from '../slots/numbers.js';
import type { Token } from '../text/token.js';
import type { Builder, Built, Request } from './build.js';
import { isOneMore, phraseEnd, setSender } from './mail-sender.js';
import { builderOf, providerNamed } from './provider.js';

const ACTIONS = { google: 'google.gmail.list', microsoft: 'microsoft.outlook.list' } as const;

/** A list of mails. */
export function mailToList(request: Request): Built {
  const { text, tokens, at, end, context } = request;
  const builder = builderOf(text, ACTIONS, providerNamed(tokens, 0, end)?.provider, context);
  const writer = tokens.findIndex(
    ({ word }, index) =>
      index > at &&
      index < end &&
      /^(?:emailed|mailed|email|mail|sent|send|written|write|replied|reply|answered)$/.test(word) &&
      (tokens[index + 1]?.word === 'me' || /^(?:replied|answered)$/.test(word)),
  );
  const asks =
    writer === -1
      ? -1
      : tokens.findLastIndex(
          ({ word }, index) =>
            index < writer && index >= at && /^(?:did|has|have|if|whether|what|does|that)$/.test(word),
        );
  if (
    asks !== -1 &&
    writer - asks > 1 &&
    !/^(?:i|anyone|anybody|someone|who|people|they|you)$/.test(tokens[asks + 1]!.word)
  )
    setSender(
      builder,
      text,
      tokens,
      /^(?:did|has|have)$/.test(tokens[asks + 1]!.word) ? asks + 2 : asks + 1,
      writer,
      context.contacts ?? [],
    );
  let question: Built['question'];
  for (let index = at; index < end; index++) {
    const { word, kind, start, end: last } = tokens[index]!;
    if (kind === 'quote') {
      if (builder.suggestion.input.query === undefined) builder.cut('query', tokens[index]!.inner!);
    } else if (word === 'from' || (word === 'by' && tokens[index - 1]?.word === 'sent')) {
      const before = builder.suggestion.input.from;
      index = setSender(builder, text, tokens, index + 1, end, context.contacts ?? []) - 1;
      if ((before !== undefined && builder.suggestion.input.from !== before) || isOneMore(request, index + 1))
        question = {
          about: 'multi',
          pointer: '/from',
          text: 'Relay lists the mails of one sender at a time. Of whom?',
        };
    } else if (
      /^(?:about|regarding|mentioning|containing|concerning|matching)$/.test(word) ||
      (/^(?:for|with)$/.test(word) && isQuery(tokens, index))
    )
      index = setQuery(builder, tokens, index + 1, end) - 1;
    else if (word === 'unread' || (word === 'read' && /^(?:not|haven't)$/.test(tokens[index - 1]?.word ?? '')))
      builder.put('unreadOnly', true, [start, last]);
    else setLimit(builder, tokens, index);
    if (/^(?:today|yesterday|since|week|month|monday|tuesday|wednesday|thursday|friday|saturday|sunday)$/.test(word))
      note(builder);
  }
  return { suggestion: builder.suggestion, free: [], ...(question && { question }) };
}

const note = (builder: Builder) => {
  const sentence = 'The time is not searched for: the newest mails come first.';
  if (!builder.suggestion.assumptions.includes(sentence)) builder.assume(sentence);
};

const isQuery = (tokens: readonly Token[], at: number) =>
  (tokens[at]!.word === 'with' && tokens[at + 1]?.word === 'the') ||
  !/^(?:me|new|unread|any|my|today|yesterday|the|an?|emails?|mails?|messages?|attachments?|this|last|us|now)$/.test(
    tokens[at + 1]?.word ?? 'me',
  );

function setQuery(builder: Builder, tokens: readonly Token[], from: number, to: number): number {
  if (tokens[from]?.kind === 'quote') return from;
  const start = /^(?:the|my|an?|subject)$/.test(tokens[from]?.word ?? '') ? from + 1 : from;
  const end = phraseEnd(tokens, start, to, /^(?:from|since|in|please|sent|yesterday|today)$/);
  if (end > start && end <= to && builder.suggestion.input.query === undefined)
    builder.cut('query', [tokens[start]!.start, tokens[end - 1]!.end]);
  return Math.max(end, from);
}

/** `last 5`, `the three newest`, `the latest email`. */
function setLimit(builder: Builder, tokens: readonly Token[], at: number): void {
  const { word, start, end } = tokens[at]!;
  if (builder.suggestion.input.limit !== undefined) return;
  const [before, next] = [tokens[at - 1]?.word ?? '', tokens[at + 1]?.word ?? ''];
  const amount = /^\d{1,2}$/.test(word) ? Number(word) : ENGLISH_NUMBERS[word];
  const counts =
    /^(?:last|latest|newest|recent|first|top|most)$/.test(before) ||
    /^(?:emails?|mails?|messages?|newest|latest|most|unread|recent|new)$/.test(next);
  if (amount !== undefined && amount >= 1 && amount <= 50 && counts && !/^(?:days?|weeks?|hours?|months?)$/.test(next))
    builder.put('limit', amount, [start, end]);
  else if (/^(?:last|latest|newest|recent)$/.test(word) && /^(?:email|mail|message|e-mail)$/.test(next))
    builder.put('limit', 1, [start, tokens[at + 1]!.end]);
}
