// The question mark of `can you …?`: it asks Relay for something, and belongs to nobody's text.
import type { Token } from '../text/token.js';

/** Where a request that is put as a question ends, without its mark and thanks behind it. */
export function endOfRequest(tokens: readonly Token[], at: number, end: number): number {
  if (!isAskedOfRelay(tokens, at)) return end;
  let mark = end - 1;
  while (mark > at && (/^[.!]$/.test(tokens[mark]!.word) || THANKS.test(tokens[mark]!.word))) mark--;
  if (tokens[mark]!.word !== '?' || mark <= at + 1) return end;
  const said = tokens.slice(at + 1, mark);
  const sentence = said.slice(said.findLastIndex(({ word }) => /^[.!?\n]$/.test(word)) + 1);
  const isOwn =
    said.some(({ kind, word }) => kind === 'punctuation' && word === ':') ||
    TAGS.test(sentence.at(-1)?.word ?? '') ||
    sentence.some((_, index) => asks(sentence, index));
  return isOwn ? end : mark;
}

const THANKS = /^(?:thanks?|thx|you|please|pls|cheers|so|much)$/;

/** `…, ok?` */
const TAGS = /^(?:ok|okay|right|yes|no|huh|deal|too)$/;

const isAskedOfRelay = (tokens: readonly Token[], at: number) =>
  tokens
    .slice(0, at)
    .some(
      ({ word }, index) =>
        /^(?:can|could|would|will|may|do|any|are|is)$/.test(word) &&
        /^(?:you|u|i|we|someone|somebody|it|chance)$/.test(tokens[index + 1]?.word ?? ''),
    );

/** Whether words that begin at a token ask the one who gets the text: `are you coming`, `what time is it`. */
function asks(said: readonly Token[], at: number): boolean {
  const [before, word] = [said[at - 1], said[at]!.word];
  const begins = before?.kind !== 'word' || BEGINNING.test(before.word);
  if (QUESTIONS.test(word)) {
    const verb =
      said[at + 1] && !SUBJECTS.test(said[at + 1]!.word) && !ASKING.test(said[at + 1]!.word) ? at + 2 : at + 1;
    return begins && ASKING.test(said[verb]?.word ?? '');
  }
  return begins && ASKING.test(word) && said[at + 1]?.kind === 'word';
}

const BEGINNING = /^(?:that|saying|says?|know|and|but|so|hi|hey|hello|him|her|them)$/;
const QUESTIONS = /^(?:what|what's|when|where|who|why|how|which)$/;
const SUBJECTS = /^(?:i|you|he|she|it|we|they|this|that|there)$/;
const ASKING =
  /^(?:are|is|do|does|did|can|could|will|would|shall|should|was|were|have|has|am|aren't|isn't|don't|didn't|won't)$/;
