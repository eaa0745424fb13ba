// What a request says behind all that became of it.
import type { Built } from './actions/build.js';
import type { Token } from './text/token.js';

/** Words that only frame a request. */
const FRAMING =
  /^(?:please|pls|thanks?|you|now|asap|too|also|today|me|for|in|on|via|using|through|with|to|by|at|my|the|our|a|an|and|it|this|that|there|teams|google|gmail|outlook|microsoft|github|chat|calendar|channel|space|repo|repository|account|email|mail|message|issue|bug|webhook|event|meeting|invite|request|http|post|put|patch|json|payload|body|method|will|kindly|immediately|quickly|soon|all|day|long|from|of|until|till|team|app)$/;

/** The words at the end that nothing was made of, as they stand; for a person to read. */
export function unusedIn(text: string, tokens: readonly Token[], { suggestion, free }: Built): string | undefined {
  const spans = Object.values(suggestion.provenance).map((from) => (from.source === 'default' ? 0 : from.span[1]));
  const ends = free.map(({ end }) => tokens[end - 1]?.end ?? 0);
  const used = Math.max(0, ...spans, ...ends);
  const left = tokens.filter(({ kind, start, word }) => start >= used && kind === 'word' && !FRAMING.test(word));
  if (used === 0 || left.length === 0) return undefined;
  const first = tokens.find(({ kind, start }) => start >= used && kind === 'word')!;
  const said = text.slice(first.start, tokens.findLast(({ kind }) => kind !== 'punctuation')!.end);
  return /[\p{Cc}\p{Cf}]/u.test(said) ? undefined : said.slice(0, 100);
}

/** Words before a text that nothing was made of: `with the plan attached`, `in German`. */
export function unusedBefore(text: string, tokens: readonly Token[], { suggestion, free }: Built): string | undefined {
  const spans = Object.values(suggestion.provenance).flatMap((from) => (from.source === 'default' ? [] : [from.span]));
  const isLeft = ({ kind, start, end }: Token, index: number) =>
    kind === 'word' &&
    !spans.some(([from, to]) => start < to && end > from) &&
    !free.some((field) => index >= (field.marker ?? field.start) && index < field.end);
  const first = Math.min(...spans.map(([, end]) => end));
  const from = tokens.findIndex(
    (token, index) => token.start >= first && /^(?:with|in|as|under)$/.test(token.word) && isLeft(token, index),
  );
  if (from === -1) return undefined;
  let end = from + 1;
  while (end < tokens.length && isLeft(tokens[end]!, end)) end++;
  const said = text.slice(tokens[from]!.start, tokens[end - 1]!.end);
  const says = tokens
    .slice(from, end)
    .some(({ word }) => !FRAMING.test(word) && !/^(?:with|in|as|under|know|b?cc|copy)$/.test(word));
  return says && !/[\p{Cc}\p{Cf}]/u.test(said) ? said.slice(0, 100) : undefined;
}
