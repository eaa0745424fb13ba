// Several requests in one text, told by a connector that a whole frame of its own follows.
import type { Token } from '../text/token.js';
import { connectorAt } from './connectors.js';
import { type Frame, requestBehind } from './frame.js';
import { openingFrom } from './opening.js';
import { ISSUE_NOUNS, LOOK, MAIL_NOUNS, POST, SCHEDULE, SEND, TELL, WEB } from './words.js';

export interface Clause {
  /** Where the connector begins. */
  from: number;
  /** The first token behind it. */
  next: number;
  /** Undefined for something that Relay has no action for. */
  frame: Frame | undefined;
}

/** Where further requests begin, behind the one at `at`. */
export function furtherClauses(tokens: readonly Token[], at: number): Clause[] {
  const clauses: Clause[] = [];
  for (let index = at + 1; index < tokens.length - 1; index++) {
    const connector = connectorAt(tokens, index);
    if (!connector) continue;
    const { next, firm } = connector;
    const frame = requestBehind(tokens, at, index, connector);
    const begin = openingFrom(tokens, next).at;
    if (frame) clauses.push({ from: index, next, frame });
    else if (firm && tokens[next - 1]!.word === 'then' && isDone(tokens, begin))
      clauses.push({ from: index, next, frame: undefined });
    else if (isGapped(tokens, next, clauses.at(-1)?.frame?.at ?? 0))
      clauses.push({ from: index, next, frame: undefined });
    index = Math.max(index, next - 1, frame ? frame.at : 0);
  }
  return clauses;
}

/** `and then send it to me` */
const isDone = (tokens: readonly Token[], at: number) => {
  const verb = tokens[at]?.word ?? '';
  return [TELL, SEND, POST, SCHEDULE, WEB, LOOK].some((set) => set.has(verb)) && at < tokens.length - 1;
};

const THINGS = new Set([...ISSUE_NOUNS, ...MAIL_NOUNS, 'message', 'webhook', 'event', 'meeting']);
const MARKS = /^(?:titled|called|named|saying|about)$/;

/** `saying hi and ann@x.com saying ho`: the verb, which stands at `since` or behind it, is not repeated. */
function isGapped(tokens: readonly Token[], at: number, since: number): boolean {
  const [told, whom, ...same] = tokens.slice(at, at + 6).map(({ word }) => word);
  if (
    /^(?:tell|let|notify|ask|email|mail|message|send|post|do|repeat)$/.test(told ?? '') &&
    whom &&
    same.some((word) => /^(?:same|too|likewise)$/.test(word))
  )
    return true;
  const again = /^(?:another|one|same|an?|the)$/.test(tokens[at]?.word ?? '') ? tokens.slice(at + 1, at + 5) : [];
  if (
    again.some(
      ({ word }, index) =>
        /^(?:to|for|in)$/.test(word) && /^(?:address|channel|repository|link)$/.test(again[index + 1]?.kind ?? ''),
    )
  )
    return true;
  if (again.some(({ word }, index) => index < 2 && THINGS.has(word) && MARKS.test(again[index + 1]?.word ?? '')))
    return true;
  const start = tokens[at]?.word === 'to' || tokens[at]?.word === 'in' ? at + 1 : at;
  const [target, next] = [tokens[start], tokens[start + 1]];
  return (
    !!target &&
    !!next &&
    /^(?:address|channel)$/.test(target.kind) &&
    /^(?:saying|that|:|")$/.test(next.word) &&
    tokens
      .slice(since, at)
      .some(({ kind, word }) => word === ':' || kind === 'quote' || word === 'saying' || word === 'that')
  );
}
