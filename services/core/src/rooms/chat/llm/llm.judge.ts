// What is made of a model's calls: suggestions where the grammar reads the same, and questions everywhere else.
import { quotesIn, type Reading } from '@relay/intent';
import type { ActionDefinition, JsonObject } from '../../../providers/index.js';
import { requiredOf } from '../chat.checks.js';
import type { EngineContext, EngineSuggestion, Understanding } from '../chat.engine.js';
import { isSame } from '../chat.families.js';
import { EXACTLY } from '../chat.words.js';
import { gateOf, pairs, questionOf } from './llm.gates.js';
import type { Call } from './llm.model.js';
import { type Own, suggestionOf, withoutQuotes } from './llm.suggestion.js';
import type { ToolBox } from './llm.tools.js';
import { differing, wordedIn } from './llm.wording.js';

interface Read {
  text: string;
  box: ToolBox;
  reading: Reading;
  context: EngineContext;
}

/** What is ready is what the model and the grammar agree on; everything else is asked about first. */
export function judged(calls: Call[], { text, box, reading, context }: Read): Understanding {
  const { requests } = reading;
  if (calls.length === 0 && requests.length > 0) return { ...askedAbout(requests, 'unsure'), answeredBy: 'embedded' };
  const own = { text, quotes: quotesIn(text) };
  const all = calls.map(({ toolName, input }) =>
    suggestionOf(box.actionOf(toolName)!, input as JsonObject, own, context),
  );
  // What has its target from somebody else's words was not asked for by this person, unless the grammar reads it so, too.
  const taken = all.filter(
    ({ quoted, suggestion }) => quoted.length === 0 || requests.some((one) => isSame(one, suggestion)),
  );
  if (taken.length === 0) return { kind: 'none', reason: all.length > 0 ? 'quoted' : 'out_of_scope' };
  const suggestions = taken.map(({ suggestion }) => suggestion);
  const find = (id: string) => context.actions.find((action) => action.id === id);
  const asks = doubtOf(suggestions, { own, reading, find });
  if (asks) return asks;
  const { question } = taken[0]!;
  if (!question || taken.length > 1) return { kind: 'suggestions', suggestions };
  const { field, choices, others } = question;
  if (others.length > 0) suggestions[0]!.input[field] = others;
  return { kind: 'question', text: 'Which of them do you mean?', suggestions, pointer: `/${field}`, choices };
}

/** What is asked before any of them is offered. */
function doubtOf(
  suggestions: EngineSuggestion[],
  { own, reading, find }: { own: Own; reading: Reading; find: (id: string) => ActionDefinition | undefined },
): Understanding | undefined {
  const writes = suggestions.filter(({ action }) => find(action)?.kind === 'write');
  const worded = new Set(writes.flatMap(({ input }) => wordedIn(input, own.text)));
  const told =
    worded.size > 0 ? `The language model has put the ${[...worded].join(' and the ')} into its own words. ` : '';
  const gate = gateOf(suggestions, { reading, spoken: withoutQuotes(own) }, find);
  if (gate) return askedAbout(suggestions, gate, told + questionOf(gate));
  const others = pairs(writes, reading.requests).flatMap(({ suggestion, request }) =>
    differing(suggestion, request, requiredOf(find(suggestion.action)!)),
  );
  if (worded.size > 0) return askedAbout(suggestions, 'unsure', told + EXACTLY);
  const looked = `Please look at the ${[...new Set(others)].join(' and the ')}. ${questionOf('unsure')}`;
  return others.length > 0 ? askedAbout(suggestions, 'unsure', looked) : undefined;
}

/** A question about all of these, which wait for its answer. */
export const askedAbout = (
  suggestions: readonly EngineSuggestion[],
  gate: NonNullable<Reading['gate']>,
  question = questionOf(gate),
): Understanding => ({
  kind: 'question',
  text: question,
  suggestions: suggestions.map((suggestion) => ({ ...suggestion, blockedBy: gate })),
});
