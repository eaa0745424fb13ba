// From a sentence to what it asks for. Grammar decides, gates stop, the classifier speaks where the grammar is silent.
import type { Built } from './actions/build.js';
import { built, gated } from './built.js';
import { asksForMore, beginsWithOther } from './grammar/beside.js';
import { furtherClauses } from './grammar/clauses.js';
import type { Frame } from './grammar/frame.js';
import { startOf } from './grammar/start.js';
import { sentenceFor } from './sentences.js';
import { manyPlaces, several } from './several.js';
import { gateOf, isTakenBack } from './stops.js';
import { type Token, tokensOf } from './text/token.js';
import { withTold } from './told.js';
import type { Context, Suggestion, Understanding } from './understanding.js';
import { unframed } from './unframed.js';

/** The longest text that is read, in UTF-16 units. */
export const MOST_CHARACTERS = 8_000;

/** What a text asks Relay for. It never throws for a text; it does for a time zone that is none. */
export function understand(text: string, context: Context): Understanding {
  if (text.length > MOST_CHARACTERS) return { kind: 'none', reason: 'too_long' };
  const tokens = withTold(tokensOf(text), text, context.contacts);
  if (!tokens.some(({ kind }) => kind !== 'punctuation')) return { kind: 'none', reason: 'empty' };
  const start = startOf(tokens);
  if (start.frame) {
    const understanding = requested(text, tokens, start.frame, start.wished, context);
    return start.unsure ? doubted(understanding) : understanding;
  }
  return start.gate ? { kind: 'none', reason: start.gate } : unframed(text, tokens, start.leadGate, context);
}

function requested(
  text: string,
  tokens: readonly Token[],
  frame: Frame,
  wished: boolean,
  context: Context,
): Understanding {
  const clauses = furtherClauses(tokens, frame.at);
  const first = built(text, tokens, frame, clauses[0]?.from ?? tokens.length, context);
  if (isTakenBack(tokens, first)) return { kind: 'none', reason: 'negated' };
  const gate = gateOf(tokens.slice(0, clauses[0]?.from), frame, first);
  if (gate && !(gate === 'multi' && first.question?.about === 'multi')) return gated(gate, first);
  if (clauses.length > 0) return several(text, tokens, frame, first, clauses, context);
  if (asksForMore(text, tokens, frame, first) || beginsWithOther(text, tokens, frame.at))
    return { kind: 'question', about: 'multi', text: MORE, suggestions: [{ ...first.suggestion, blockedBy: 'multi' }] };
  if (first.question) return asked(first.suggestion, first.question);
  if (manyPlaces(tokens, frame, first)) return gated('multi', first);
  if (!wished && isDoubted(tokens, frame, first)) return gated('question', first);
  if (isSupposed(tokens, frame)) return gated('hypothetical', first);
  if (wished && /^(?:should|would|might)$/.test(tokens[0]!.word) && tokens[1]?.word !== 'you')
    return gated('hypothetical', first);
  return { kind: 'suggestions', suggestions: [first.suggestion] };
}

/** What is asked about is not ready, also where nothing is missing. */
function asked(suggestion: Suggestion, question: NonNullable<Built['question']>): Understanding {
  const isOpen = question.about === 'multi' && suggestion.missing.length === 0;
  return { kind: 'question', ...question, suggestions: [isOpen ? { ...suggestion, blockedBy: 'multi' } : suggestion] };
}

/** `schedule lunch tomorrow at noon?`: a question mark that is no part of a text. */
const isDoubted = (tokens: readonly Token[], { intent }: Frame, { free }: Built) =>
  intent !== 'email.list' &&
  tokens.at(-1)!.word === '?' &&
  !free.some(({ end, quoted }) => !quoted && end >= tokens.length - 1);

/** `let's say you post hi in #dev` */
const isSupposed = (tokens: readonly Token[], { at }: Frame) =>
  /^(?:let's|lets|us)$/.test(tokens[at - 1]?.word ?? '') &&
  tokens[at]!.word === 'say' &&
  /^(?:i|you|we|that|somebody|someone)$/.test(tokens[at + 1]?.word ?? '');

const MORE = 'There is more to do here than Relay understands. Shall this alone be done?';

/** The same, to be asked about before anything of it is offered. */
function doubted(understanding: Understanding): Understanding {
  if (understanding.kind !== 'suggestions') return understanding;
  const suggestions = understanding.suggestions.map((suggestion) => ({ ...suggestion, blockedBy: 'unsure' as const }));
  return { kind: 'question', about: 'unsure', text: sentenceFor('unsure'), suggestions };
}
