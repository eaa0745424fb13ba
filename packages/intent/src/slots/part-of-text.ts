// Words that could mark a field, and are a part of what is said.
import type { Token } from '../text/token.js';
import type { Field } from './fields.js';
import type { Marker, Step } from './markers.js';

/** `the subject is closed`, `titled Label is hidden`: a word that could mark a field, and is a part of what is said. */
export function isPartOfText(
  tokens: readonly Token[],
  at: number,
  steps: readonly Step[],
  marker: Marker,
  open: Field | undefined,
): boolean {
  const before = tokens[at - 1]?.word ?? '';
  if (steps.length > 1) return open !== undefined && open.name === marker.field;
  if (!marker.strong) return false;
  // `subject to approval` is a condition.
  if (tokens[at]!.word === 'subject' && tokens[at + 1]?.word === 'to') return true;
  if (/^(?:the|a|an|my|our|this|that|its|his|her|no)$/.test(before)) return true;
  if (isBodyOfForm(tokens, at, open)) return false;
  return open !== undefined && (at <= open.start || !/^(?:,|;|\.|and|\n)$/.test(before));
}

/** `subject Launch body It moved`: a form without colons; `subject Full body scan` is none. */
const isBodyOfForm = (tokens: readonly Token[], at: number, open: Field | undefined) =>
  open?.name === 'subject' &&
  tokens[open.marker]!.word === 'subject' &&
  at > open.start &&
  tokens[at]!.word === 'body' &&
  tokens[at + 1]?.kind === 'word' &&
  !BODILY.test(`${tokens[at - 1]!.word} `) &&
  !BODILY.test(` ${tokens[at + 1]!.word}`);

const BODILY =
  /^(?:(?:full|whole|upper|lower|human|student|governing|dead|any|some|and|of|for|in|on|to) | (?:language|scans?|count|parts?|of|and|shop|weight|fat|mass|armou?r|temperature|lotion|wash|cam|cams|camera|image|heat|work|text))$/;
