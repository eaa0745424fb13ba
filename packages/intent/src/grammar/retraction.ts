// Words behind a request that take it back, or only talk of it.
import type { Token } from '../text/token.js';

const isWord = ({ kind }: Token) => kind === 'word';
const RETRACTIONS =
  `never mind|nevermind|scratch that|forget it|forget that|on second thought|on second thoughts|just kidding|actually no|actually don't|actually dont|actually not|wait no|wait don't
no don't|no dont|don't send|dont send|do not send|ignore that|disregard|cancel that|don't do it|dont do it|hold off|only joking|no wait|wait stop|not really|don't post|don't create|don't book|don't actually|do not actually
don't schedule|do not post|do not create|undo that|nvm|or not|or maybe not|not yet|not now|without sending|kidding|no stop|stop|no forget|but don't|but dont|but do not|but not yet|but hold|but wait|wait
is an example|just an example|as an example|for example|would be a|would be wrong|is something i|was a mistake|hypothetically|said nobody|said no one|is what he|is what she|is what they|is what the
but not now|but later|but not today|but ask|or don't|or dont|or rather don't|or rather not|after asking me|and ask me first`
    .split(/[|\n]/)
    .map((phrase) => phrase.trim().split(' '));
/** What takes a request back only as its last words, behind the end of a sentence or a dash; without a pause; behind any pause. */
const LAST = {
  stopped: /(?:^| )(?:no|not|nope|nah|no no|no thanks|do it (?:tomorrow|later|next week|then))$/,
  unpaused: /(?:^| )(?:nevermind|never mind|nvm|jk|lol jk|just kidding)$/,
  paused: /(?:^| )(?:jk|maybe|perhaps|shall i|should i|or should i|shall we|should we|or not)$/,
};
const MOST_AFTER = 6;

/** Whether the words at the end, behind a pause or a `but`, take the request back. `begins` are those that begin somebody's text. */
export function isRetracted(tokens: readonly Token[], begins: ReadonlySet<Token>): boolean {
  const words: string[] = [];
  const paused: boolean[] = [];
  let pause = false;
  for (const token of tokens) {
    if (isWord(token)) {
      words.push(token.word);
      paused.push((pause || PAUSES.test(words.at(-2) ?? '') || BREAKS.test(token.word)) && !begins.has(token));
      pause = false;
    } else if (/^[.,;!?…\n-]$/.test(token.word)) pause = true;
  }
  const last = words.slice(-5);
  const endsWith = (pattern: RegExp, test: (at: number) => boolean) => {
    const length = pattern.exec(last.join(' '))?.[0].trim().split(' ').length ?? 0;
    return length > 0 && length < words.length && test(words.length - length);
  };
  const begun = (at: number) =>
    tokens
      .filter(isWord)
      .slice(at)
      .some((token) => begins.has(token));
  if (
    endsWith(LAST.stopped, (at) => lastStop(tokens) === at && !begun(at)) ||
    endsWith(LAST.unpaused, (at) => !begun(at)) ||
    endsWith(LAST.paused, (at) => paused[at]!)
  )
    return true;
  for (let at = Math.max(0, words.length - MOST_AFTER - 4); at < words.length; at++)
    if (paused[at] && RETRACTIONS.some((phrase) => phrase.every((part, offset) => words[at + offset] === part)))
      return true;
  return isToldByOther(tokens.filter(({ kind }) => kind === 'word' || kind === 'punctuation').map(({ word }) => word));
}

const PAUSES = /^(?:oh|hmm|actually|wait|sorry|no)$/;
const BREAKS = /^(?:but|or|is|would|just|said|was|nvm|hypothetically)$/;

/** How many words stand before the last end of a sentence, or dash, that words follow. */
function lastStop(tokens: readonly Token[]): number {
  const word = tokens.findLastIndex(isWord);
  const stop = tokens.findLastIndex((token, at) => at < word && /^[.;!?…\n-]$/.test(token.word));
  return tokens.slice(0, Math.max(stop, 0)).filter(isWord).length;
}

/** `…, she said` */
const isToldByOther = (words: readonly string[]) =>
  words.some(
    (word, at) =>
      word === ',' &&
      at >= words.length - 5 &&
      words.slice(at + 1).some((said) => /^(?:said|says|told|wrote|asked|quoted)$/.test(said)),
  );
