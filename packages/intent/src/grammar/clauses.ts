// Several requests in one text, told by a connector that a whole frame of its own follows.
import type { Token } from '../text/token.js';
import { type Frame, frameAt } from './frame.js';
import { headEnd } from './head.js';
import { openingFrom } from './opening.js';
import {
  CONNECTORS,
  EVENT_NOUNS,
  ISSUE_NOUNS,
  LOOK,
  MAIL_NOUNS,
  POST,
  PRONOUNS,
  SCHEDULE,
  SEND,
  TELL,
  WEB,
} from './words.js';

export interface Clause {
  /** Where the connector begins. */
  from: number;
  /** Undefined for something that Relay has no action for. */
  frame: Frame | undefined;
}

const isConnector = ({ kind, word }: Token) =>
  (kind === 'word' || kind === 'punctuation') && CONNECTORS.has(word) && word !== '-';
const isFirm = ({ word }: Token) =>
  /^(?:and|then|also|plus|&|or|but|instead|additionally|afterwards?|[;.!?\n])$/.test(word);

/** Where further requests begin, behind the one at `at`. */
export function furtherClauses(tokens: readonly Token[], at: number): Clause[] {
  const clauses: Clause[] = [];
  for (let index = at + 1; index < tokens.length - 1; index++) {
    if (!isConnector(tokens[index]!)) continue;
    let next = index;
    let firm = false;
    while (next < tokens.length && isConnector(tokens[next]!)) firm = isFirm(tokens[next++]!) || firm;
    if (next - 1 < tokens.length && tokens[next - 1]!.word === 'after' && tokens[next]?.word === 'that') next++;
    const begin = openingFrom(tokens, next).at;
    const frame = begin < tokens.length ? frameAt(tokens, begin) : undefined;
    const isOwn = frame?.spoken && isWhole(tokens, frame) && (firm || begin > next || tokens[index]!.word === ',');
    if (isOwn) clauses.push({ from: index, frame });
    else if (firm && (isOtherRequest(tokens, begin) || (tokens[next - 1]!.word === 'then' && isDone(tokens, begin))))
      clauses.push({ from: index, frame: undefined });
    else if (isGapped(tokens, next)) clauses.push({ from: index, frame: undefined });
    index = Math.max(index, next - 1);
  }
  return clauses;
}

/** Whether a frame names its target or its thing, so that it is hardly a part of somebody's sentence. */
function isWhole(tokens: readonly Token[], { at, intent }: Frame): boolean {
  const head = tokens.slice(at + 1, Math.min(headEnd(tokens, at), at + 14));
  const [verb, next] = [tokens[at]!.word, tokens[at + 1]];
  // `… and put it on my calendar` is about the event that was told.
  if (
    intent === 'calendar.create' &&
    /^(?:it|this|that)$/.test(next?.word ?? '') &&
    tokens.slice(0, at).some(({ word }) => EVENT_NOUNS.has(word))
  )
    return false;
  if (head.some(({ kind }) => /^(?:address|link|repository|channel)$/.test(kind))) return true;
  if (MAIL_NOUNS.has(verb))
    return (
      next !== undefined &&
      (PRONOUNS.has(next.word) ||
        next.word === 'to' ||
        tokens.slice(at + 2, at + 6).some(({ word }) => /^(?:saying|that|about|the)$/.test(word)))
    );
  if (/^(?:reply|respond)$/.test(verb)) return next?.word === 'to' && head.some(({ word }) => MAIL_NOUNS.has(word));
  const thing = head.findIndex(
    ({ word }) =>
      MAIL_NOUNS.has(word) ||
      ISSUE_NOUNS.has(word) ||
      /^(?:meeting|event|appointment|reminder|webhook|calendar|inbox|invite|call|lunch|dinner|channel|me)$/.test(word),
  );
  return thing !== -1 && thing <= (intent === 'calendar.create' ? 8 : 4);
}

/** `and then send it to me` */
const isDone = (tokens: readonly Token[], at: number) => {
  const verb = tokens[at]?.word ?? '';
  return [TELL, SEND, POST, SCHEDULE, WEB, LOOK].some((set) => set.has(verb)) && at < tokens.length - 1;
};

const OTHERS =
  /^(?:play|order|buy|turn|delete|remove|cancel|close|merge|deploy|restart|translate|calculate|archive|unsubscribe)$/;
const THINGS =
  /^(?:music|song|songs|playlist|lights?|alarm|timer|volume|radio|podcast|weather|news|event|events|meeting|meetings|appointment|emails?|issues?|pizza|taxi|cab|uber|branch|reservation|table|flight|hotel|threads?|drafts?|messages?|branches|files?)$/;

/** `and set an alarm`: another request, though none that Relay knows. */
function isOtherRequest(tokens: readonly Token[], at: number): boolean {
  const verb = tokens[at]?.word ?? '';
  const next = tokens.slice(at + 1, at + 5).map(({ word }) => word);
  if (/^(?:cancel|delete|reschedule|move|postpone)$/.test(verb) && /^(?:my|our|all)$/.test(next[0] ?? '')) return true;
  return (
    (OTHERS.test(verb) || /^(?:set|book|check|get|tell|make|show|start)$/.test(verb)) &&
    next.some((word) => THINGS.test(word)) &&
    !(/^(?:close|cancel|delete)$/.test(verb) && /^(?:it|this|that)$/.test(next[0] ?? ''))
  );
}

/** `saying hi and ann@x.com saying ho`: the verb is not repeated. */
function isGapped(tokens: readonly Token[], at: number): boolean {
  const [told, whom, ...same] = tokens.slice(at, at + 6).map(({ word }) => word);
  if (
    /^(?:tell|let|notify|ask|email|mail|message|send|post)$/.test(told ?? '') &&
    whom &&
    same.some((word) => /^(?:same|too|likewise)$/.test(word))
  )
    return true;
  const again = /^(?:another|one|same|a|the)$/.test(tokens[at]?.word ?? '') ? tokens.slice(at + 1, at + 5) : [];
  if (
    again.some(
      ({ word }, index) =>
        /^(?:to|for|in)$/.test(word) && /^(?:address|channel|repository|link)$/.test(again[index + 1]?.kind ?? ''),
    )
  )
    return true;
  const start = tokens[at]?.word === 'to' || tokens[at]?.word === 'in' ? at + 1 : at;
  const [target, next] = [tokens[start], tokens[start + 1]];
  return (
    !!target &&
    !!next &&
    /^(?:address|channel)$/.test(target.kind) &&
    /^(?:saying|that|:|")$/.test(next.word) &&
    tokens
      .slice(0, at)
      .some(({ kind, word }) => word === ':' || kind === 'quote' || word === 'saying' || word === 'that')
  );
}
