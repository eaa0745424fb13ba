// What somebody shall do, told in no words that could be sent.
import type { Token } from '../text/token.js';
import type { Field } from './fields.js';

/** Whether a text that no mark begins is a task: `tell him to come`, `tell #dev not to stop`. */
export function isTask(
  tokens: readonly Token[],
  { start, end, delimited }: Pick<Field, 'start' | 'end' | 'delimited'>,
): boolean {
  const to = tokens[start]!.word === 'not' ? start + 1 : start;
  return !delimited && tokens[start]!.kind === 'word' && tokens[to]?.word === 'to' && to + 1 < end;
}
