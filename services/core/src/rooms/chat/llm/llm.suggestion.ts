// From a model's call to a suggestion: people become addresses, and what only a quote names is taken out.
import type { Choice } from '../../../generated/types.js';
import type { ActionDefinition, JsonObject } from '../../../providers/index.js';
import { propertiesOf } from '../chat.checks.js';
import type { EngineContext, EngineSuggestion } from '../chat.engine.js';
import { findLiteral, type TargetKind } from '../chat.literals.js';
import { kindOf, leavesOf } from '../chat.targets.js';
import { peopleOf } from './llm.people.js';
import { assumptionsOf } from './llm.wording.js';

export interface Suggested {
  suggestion: EngineSuggestion;
  /** Fields whose targets stand in a quote and nowhere else. */
  quoted: string[];
  /** One of its people has namesakes; `others` are clear. */
  question?: { field: string; choices: Choice[]; others: string[] };
}

/** A text, and the pieces of it that are the words of somebody else. */
export interface Own {
  text: string;
  quotes: ReadonlyArray<readonly [start: number, end: number]>;
}

export function suggestionOf(action: ActionDefinition, args: JsonObject, own: Own, context: EngineContext): Suggested {
  const input = structuredClone(args);
  const missing = new Set<string>();
  const spoken = withoutQuotes(own);
  let question: Suggested['question'];
  for (const [field, value] of Object.entries(args)) {
    if (kindOf(field) !== 'address' || !Array.isArray(value)) continue;
    const people = peopleOf(value as string[], spoken, context.contacts);
    input[field] = people.addresses;
    if (people.addresses.length === 0) delete input[field];
    if (people.isLacking) missing.add(field);
    if (people.choices) question ??= { field, choices: people.choices, others: people.addresses };
  }
  const quoted = quotedFields(input, own);
  for (const field of [...quoted, ...missing]) {
    delete input[field];
    missing.add(field);
  }
  const suggestion = { action: action.id, input, missing: [...missing], assumptions: assumptionsOf(input, own.text) };
  const isTimed = typeof input.start === 'string' && 'timeZone' in propertiesOf(action);
  if (isTimed) suggestion.input.timeZone = context.timeZone;
  return { suggestion, quoted, ...(question && { question }) };
}

/** What the person says themselves: spaces in the place of quotes; a quote that holds the value and nothing else is how a person writes a name. */
export function withoutQuotes({ text, quotes }: Own, value = ''): string {
  return quotes.reduce((left, [start, end]) => {
    const inner = text.slice(start + 1, end - 1).trim();
    const isName = value !== '' && inner.toLowerCase() === value.toLowerCase();
    return isName ? left : left.slice(0, start) + ' '.repeat(end - start) + left.slice(end);
  }, text);
}

const quotedFields = (input: JsonObject, own: Own): string[] => [
  ...new Set(
    leavesOf(input)
      .filter(({ kind, value }) => kind && isOnlyQuoted(value, kind, own))
      .map(({ field }) => field),
  ),
];

const isOnlyQuoted = (value: string, kind: TargetKind, own: Own) =>
  findLiteral(own.text, value, kind) !== undefined && findLiteral(withoutQuotes(own, value), value, kind) === undefined;
