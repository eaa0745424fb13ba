// What is asked for in no words that could be sent.
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

/** Whether a text that no mark begins only names what shall be told: `tell Ann the news`, `post the numbers`. */
export function isNamedOnly(
  tokens: readonly Token[],
  { start, end, delimited }: Pick<Field, 'start' | 'end' | 'delimited'>,
): boolean {
  const said = tokens.slice(start, end).filter(({ kind }) => kind !== 'punctuation');
  return (
    !delimited &&
    said.length <= MOST_NAME &&
    said.length > 1 &&
    /^(?:a|an|the|my|our|about)$/.test(said[0]!.word) &&
    said.every(({ kind, word }) => (kind === 'word' || said[0]!.word === 'about') && !TELLS.test(word))
  );
}

/** In words: what is longer tells something. */
const MOST_NAME = 4;

const TELLS =
  /(?:ed|n't|'s|ing)$|^(?:is|are|was|were|am|has|have|had|will|can|could|should|must|may|might|would|does|do|did|works?|looks?|fails?|needs?|went|goes|came|comes|got|broke|died|dies|fell|ran|runs|began|stops?|starts?|closes?|opens?|won|lost|left|ships?|leaves?)$/;
