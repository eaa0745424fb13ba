// Where the first request of a text begins, or why there is none.
import type { Token } from '../text/token.js';
import type { Gate } from '../understanding.js';
import { type Frame, frameAt } from './frame.js';
import { toldThenAsked } from './frame-of-events.js';
import { gateOfLead } from './gates.js';
import { openingFrom } from './opening.js';

export interface Start {
  frame?: Frame;
  gate?: Gate;
  /** Of a text that names no action for certain. */
  leadGate?: Gate;
  wished: boolean;
  /** Whether words that mean nothing here stand before the request. */
  unsure?: boolean;
}

/** The first request of a text: at its beginning, or at the beginning of a later sentence. */
export function startOf(tokens: readonly Token[]): Start {
  const opening = openingFrom(tokens, 0);
  const frame = opening.at < tokens.length ? frameAt(tokens, opening.at, tokens.slice(0, opening.at)) : undefined;
  if (frame)
    return isAskedAbout(tokens, frame, opening.wished)
      ? { gate: 'question', wished: opening.wished }
      : { frame, wished: opening.wished };
  const told = toldThenAsked(tokens, opening.at);
  if (told && !gateOfLead(tokens.slice(told.at, told.asked))) return { frame: told, wished: false };
  const later = laterFrame(tokens, opening.at);
  const pause = later ? pauseBefore(tokens, later.at) : -1;
  const lead = tokens.slice(0, later ? (pause === -1 ? later.at : pause) : tokens.length);
  const gate = gateOfLead(later ? lead : leadWithoutTargets(lead));
  // Questions about mails, and what the classifier may know, are told later.
  if (later && !gate && pause !== -1) return { frame: later, wished: false };
  const instead = gate === 'negated' ? insteadOf(tokens, opening.at) : undefined;
  if (instead) return { frame: instead, wished: false };
  if (later && pause !== -1 && isQuoteToPost(tokens, later, pause)) return { frame: later, wished: false };
  if (later && !gate && isShortLead(lead)) return { frame: later, wished: false, unsure: true };
  if (later) return { gate: gate ?? 'unsure', wished: false };
  return { ...(gate && { leadGate: gate }), wished: false };
}

/** `don't mail ann@x.com, post in #dev: …` refuses one thing and asks for another. */
function insteadOf(tokens: readonly Token[], from: number): Frame | undefined {
  if (!/^(?:don't|dont|not|instead|rather|do)$/.test(tokens[from]?.word ?? '')) return undefined;
  const pause = tokens.findIndex(({ word }, index) => index > from && /^[,;.]$/.test(word));
  const verb = tokens
    .slice(from, Math.max(pause, from))
    .findIndex(({ word }) => !/^(?:don't|dont|do|not|please|instead|of)$/.test(word));
  if (pause === -1 || verb === -1) return undefined;
  const refused = frameAt(tokens.slice(0, pause), from + verb);
  const wanted = frameAt(tokens, openingFrom(tokens, pause + 1).at);
  return refused && wanted?.spoken && refused.intent !== wanted.intent ? wanted : undefined;
}

/** Of a request that came after a refused one, what is refused says nothing. */
export const isRefusal = (tokens: readonly Token[]) => insteadOf(tokens, openingFrom(tokens, 0).at) !== undefined;

/** `"we won" - post it in #dev` */
const isQuoteToPost = (tokens: readonly Token[], later: Frame, pause: number) =>
  tokens[0]!.kind === 'quote' && pause === 1 && later.intent === 'chat.send';

/** `gladly email ann@x.com …`: a word or two of nobody in particular. */
const isShortLead = (lead: readonly Token[]) =>
  lead.length <= 3 &&
  lead.every(
    ({ kind, word }) =>
      kind === 'word' &&
      !/^(?:i|we|he|she|they|you|it|who|people|somebody|the|my|his|her|their)$|(?:'s|ed|ing)$/.test(word),
  );

const leadWithoutTargets = (lead: readonly Token[]) => lead.filter(({ kind }) => kind === 'word' || kind === 'quote');

/** The pause that a request at `at` comes behind, with nothing but what leads to requests between; -1 where there is none. */
const pauseBefore = (tokens: readonly Token[], at: number): number => {
  for (let pause = at - 1; pause >= Math.max(0, at - 8); pause--) {
    if (openingFrom(tokens, pause + 1).at !== at) continue;
    const { word } = tokens[pause]!;
    if (/^[.!?,;\n]$|^so$/.test(word)) return pause;
    if (word === '-' && pause === 1 && tokens[0]!.kind === 'quote') return pause;
    if (word === ':' || word === '-')
      return tokens
        .slice(0, pause)
        .some((token) =>
          /^(?:please|favor|favour|task|request|thing|ask|need|help|urgent|important|asap|action|fyi|next|ok|okay|hi|hello|hey|morning)$/.test(
            token.word,
          ),
        )
        ? pause
        : -1;
  }
  return -1;
};

/** A frame with a verb further on, behind any word: it tells that the text is about an action, not that it asks for it. */
function laterFrame(tokens: readonly Token[], from: number): Frame | undefined {
  for (let at = from + 1; at < Math.min(tokens.length, from + 60); at++) {
    const frame =
      tokens[at]!.kind === 'word' &&
      !/^(?:to|in|on|at|the|a|an|my|do|did|have|has|is|are|any|what|who|when|how)$/.test(tokens[at]!.word)
        ? frameAt(tokens, at)
        : undefined;
    if (frame?.spoken && frame.intent !== 'email.list' && namesTarget(tokens, frame)) return frame;
  }
  return undefined;
}

const namesTarget = (tokens: readonly Token[], { at }: Frame) =>
  tokens.slice(at, at + 30).some(({ kind }) => /^(?:address|link|repository|channel)$/.test(kind));

/** `can you send emails?` asks what Relay can do. */
function isAskedAbout(tokens: readonly Token[], { at, intent }: Frame, wished: boolean): boolean {
  if (
    !wished ||
    intent === 'email.list' ||
    !/^(?:can|could|do|would)$/.test(tokens.find(({ kind }) => kind === 'word')?.word ?? '')
  )
    return false;
  const rest = tokens.slice(at + 1);
  return (
    !rest.some(({ kind }) => kind !== 'word' && kind !== 'punctuation') &&
    rest.some(({ word }) => /^(?:emails|mails|webhooks|messages|events|meetings|issues)$/.test(word)) &&
    tokens.at(-1)!.word === '?'
  );
}
