// The repository of an issue.
import type { Field } from '../slots/fields.js';
import type { Token } from '../text/token.js';
import type { Builder, Built, Request } from './build.js';
import { targetQuestion } from './people.js';

const GITHUB =
  /^https:\/\/github\.com\/([A-Za-z0-9][A-Za-z0-9_-]{0,99}\/[A-Za-z0-9._-]{1,100}?)(?:\.git)?\/?(?:issues\/?)?$/;

/** Sets the repository that is named outside of what the issue says, or asks which. */
export function setRepository(
  builder: Builder,
  { text, tokens, end }: Request,
  fields: readonly Field[],
): Built['question'] | undefined {
  const inText = (index: number) =>
    fields.some(
      (field) => index >= field.start && index < field.end && !(index >= field.end - 2 && isPlaced(tokens, index)),
    );
  const named = tokens
    .slice(0, end)
    .flatMap((token, index) =>
      isRepository(text, token) && !(inText(index) && !isPlaced(tokens, index)) ? [index] : [],
    );
  const outside = named.filter((index) => !inText(index));
  const candidates = outside.length > 0 ? outside : named.filter((index) => isPlaced(tokens, index)).slice(-1);
  const names = new Set(candidates.map((index) => text.slice(tokens[index]!.start, tokens[index]!.end)));
  const token = candidates.length > 0 ? tokens[candidates[0]!]! : undefined;
  if (!token) return undefined;
  if (names.size > 1)
    return {
      about: 'target',
      pointer: '/repository',
      text: 'In which repository?',
      choices: [...names].map((name) => ({ label: name, value: name })),
    };
  const piece = text.slice(token.start, token.end);
  const [, path] = GITHUB.exec(piece) ?? [];
  if (token.problem || (token.kind === 'link' && !path))
    return { about: 'target', pointer: '/repository', text: targetQuestion(piece, token.problem ?? 'malformed') };
  const start = path ? token.start + piece.indexOf(path) : token.start;
  builder.cut('repository', [start, start + (path ?? piece).length]);
  return undefined;
}

const isRepository = (text: string, { kind, start, end }: Token) =>
  kind === 'repository' || (kind === 'link' && /github\.com/i.test(text.slice(start, end)));
const isPlaced = (tokens: readonly Token[], index: number) =>
  /^(?:in|on|for|against|to|at|repo|repository|under|inside|into|within|github|\()$/.test(
    tokens[index - 1]?.word ?? '',
  );

/** A field without the `in owner/name` that ends it. */
export function withoutPlace(
  tokens: readonly Token[],
  field: { start: number; end: number },
): { start: number; end: number } {
  let { end } = field;
  if (tokens[end - 1]!.word === ')') end--;
  if (end - field.start >= 3 && tokens[end - 1]!.kind === 'repository' && isPlaced(tokens, end - 1)) {
    end--;
    while (
      end - 1 > field.start &&
      /^(?:in|on|for|against|to|repo|repository|the|github|under|\()$/.test(tokens[end - 1]!.word)
    )
      end--;
    return { start: field.start, end };
  }
  return { start: field.start, end: field.end };
}
