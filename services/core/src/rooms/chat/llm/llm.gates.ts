// Whether a model's suggestions may be offered as they are: only where the grammar reads the same requests, and sees nothing against them.
import type { Reading } from '@relay/intent';
import { sentenceFor } from '@relay/intent';
import type { ActionDefinition } from '../../../providers/index.js';
import type { EngineSuggestion } from '../chat.engine.js';
import { familyOf, isSame } from '../chat.families.js';
import { leavesOf } from '../chat.targets.js';

type Gate = NonNullable<Reading['gate']>;

/** What speaks against a request in languages that the grammar does not know, so that it takes these words for a text. */
const ELSEWHERE =
  /(?<![\p{L}\p{M}])(?:nichts?|kein(?:e[nmr]?)?|niemals|wenn|falls|sobald|sofern|cuando|si|nunca|jam[a\u00e1]s|quand|lorsque|pas|jamais)(?![\p{L}\p{M}])|もし|たら|なら|ない/iu;

/** What has to be asked before any of them is offered; undefined if nothing has to be. */
export function gateOf(
  suggestions: readonly EngineSuggestion[],
  { reading, spoken }: { reading: Reading; spoken: string },
  find: (id: string) => ActionDefinition | undefined,
): Gate | undefined {
  const { requests, gate } = reading;
  const areReads = suggestions.every(({ action }) => find(action)?.kind === 'read');
  if (gate && !(gate === 'unsure' && areReads)) return gate;
  if (areReads && requests.length === 0 && suggestions.length === 1) return undefined;
  const [said, read] = [suggestions, requests].map((list) => list.map(familyOf).sort().join());
  if (said !== read) return suggestions.length > 1 || requests.length > 1 ? 'multi' : 'unsure';
  if (areReads) return undefined;
  return ELSEWHERE.test(spoken) || !pairs(suggestions, requests).every(isSameSending) ? 'unsure' : undefined;
}

/** The question of a gate. Where only the model sees a request, the person says whether it is one. */
export const questionOf = (gate: Gate): string =>
  ['negated', 'past', 'quoted', 'reported'].includes(gate) ? `${sentenceFor('unsure')}` : sentenceFor(gate);

/** What the model and the grammar make of the same words. */
interface Pair {
  suggestion: EngineSuggestion;
  request: EngineSuggestion;
}

/** Each suggestion of the model beside that of the grammar, where both have the same. */
export function pairs(suggestions: readonly EngineSuggestion[], requests: Reading['requests']): Pair[] {
  const left = [...requests];
  return suggestions.flatMap((suggestion) => {
    const at = left.findIndex((request) => isSame(request, suggestion));
    return at === -1 ? [] : [{ suggestion, request: left.splice(at, 1)[0]! }];
  });
}

/** Whether both send the same through the same account to the same places, each in its field: nobody is a copy less, or a blind one. */
const isSameSending = ({ suggestion, request }: Pair): boolean => {
  if (suggestion.action !== request.action) return false;
  const [said, read] = [targetsOf(suggestion), targetsOf(request)];
  const left = [...read].filter(([target, field]) => !said.has(target) && !suggestion.missing.includes(field));
  return left.length === 0 && [...said.keys()].every((target) => read.has(target));
};

/** Targets with the fields that they stand in. */
const targetsOf = ({ input }: EngineSuggestion): Map<string, string> =>
  new Map(
    leavesOf(input)
      .filter(({ kind }) => kind !== undefined)
      .map(({ field, value }) => [
        `${field} ${(/<([^<>]+)>$/.exec(value)?.[1] ?? value).replace(/^#/, '').toLowerCase()}`,
        field,
      ]),
  );
