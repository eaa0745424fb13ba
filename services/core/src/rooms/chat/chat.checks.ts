// What is left of an engine's suggestion when nothing of it is believed: a known action, fields that its schema allows, and targets
// that a person has named. Everything else is dropped, and asked for.
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { jsonFault } from '../../contract/json-limits.js';
import { compileExact } from '../../contract/schemas.js';
import type { Choice, Provenance } from '../../generated/types.js';
import type { ActionDefinition, JsonObject } from '../../providers/index.js';
import type { EngineSuggestion } from './chat.engine.js';
import { type Known, trace } from './chat.provenance.js';

export interface Missing {
  name: string;
  choices?: Choice[] | undefined;
  /** Why what was given is not taken. */
  because?: string | undefined;
}

/** What is asked about one field, before what else is missing. */
export const askedFirst = (first: Missing, others: readonly Missing[]): Missing[] => [
  first,
  ...others.filter(({ name }) => name !== first.name),
];

/** What a suggestion is made of. */
export interface Draft {
  action: string;
  input: JsonObject;
  missing: Missing[];
  provenance: Record<string, Provenance>;
  assumptions: string[];
  /** Why it waits for a yes. */
  blockedBy?: string | undefined;
  /** The field whose answer may be none: a no is said of that alone. */
  doubted?: string | undefined;
  connectionId?: string | undefined;
}

const MOST_ASSUMPTIONS = 10;
const UNTRACED = 'I found it nowhere in what you wrote.';
const unclean = (pointer: string) => `${pointer} is malformed, or looks like something that it is not.`;
const NOT_ALLOWED = 'That is not a value that it can have.';

export class Checks {
  private readonly validators = new Map<string, ValidateFunction>();

  /** `said` of `known` are the texts that the engine was given. */
  check(action: ActionDefinition, suggested: EngineSuggestion, known: Known): Draft {
    const properties = propertiesOf(action);
    const missing = new Map<string, Missing>();
    const input: JsonObject = {};
    for (const [name, value] of Object.entries(suggested.input)) {
      if (!properties[name] || value === undefined || value === null) continue;
      if (this.allows(action, name, value)) input[name] = structuredClone(value);
      else missing.set(name, { name, because: NOT_ALLOWED });
    }
    const assumptions = suggested.assumptions.filter((text) => typeof text === 'string');
    const zone = known.timeZone;
    if (zone !== undefined && needsZone(action, input) && this.allows(action, 'timeZone', zone)) {
      input.timeZone = zone;
      assumptions.unshift(`The time is that of ${zone}.`);
    }
    const { provenance, untraced } = trace(input, known, suggested.provenance);
    for (const { field: name, pointer, isClean } of untraced) {
      delete input[name];
      missing.set(name, { name, because: isClean ? UNTRACED : unclean(pointer) });
    }
    // Of a list, some can be known and others be asked for: nobody whom the person has named is left out.
    const asked = suggested.missing.filter(
      (name) => properties[name] && (!(name in input) || Array.isArray(input[name])),
    );
    const wanted = [...requiredOf(action).filter((name) => !(name in input)), ...asked];
    for (const name of wanted) if (!missing.has(name)) missing.set(name, { name });
    const kept = Object.entries(provenance).filter(([pointer]) => pointer.split('/')[1]! in input);
    const { blockedBy } = suggested;
    return {
      action: action.id,
      input,
      missing: inOrder(missing, Object.keys(properties)),
      provenance: Object.fromEntries(kept),
      assumptions: assumptions.slice(0, MOST_ASSUMPTIONS),
      ...(blockedBy !== undefined && { blockedBy }),
    };
  }

  /** Whether a value may stand in this field of the action's input. */
  allows(action: ActionDefinition, name: string, value: unknown): boolean {
    const schema = propertiesOf(action)[name];
    // JSON within a text was judged by nobody yet.
    if (!schema || jsonFault({ [name]: value })) return false;
    const key = `${action.id} ${name}`;
    // Within an object: a default stands in the place of something.
    const check = this.validators.get(key) ?? compileExact({ type: 'object', properties: { [name]: schema } });
    this.validators.set(key, check);
    return check({ [name]: structuredClone(value) }) === true;
  }
}

/** The schemas of the fields of an action's input, and nothing else: what every object has, such as `constructor`, is no field. */
export const propertiesOf = ({ inputSchema }: ActionDefinition): Record<string, JsonObject> =>
  Object.assign(Object.create(null), (inputSchema as { properties?: Record<string, JsonObject> }).properties);

/** The fields that an action cannot do without. */
export const requiredOf = ({ inputSchema }: ActionDefinition): string[] =>
  (inputSchema as { required?: string[] }).required ?? [];

/** Whether a time of day stands there without a zone: a provider would read it in a zone of its own. */
const needsZone = (action: ActionDefinition, { start, timeZone }: JsonObject): boolean =>
  propertiesOf(action).timeZone !== undefined &&
  timeZone === undefined &&
  typeof start === 'string' &&
  /T[\d:.]+$/.test(start);

/** What an action needs first is asked first. */
const inOrder = (missing: Map<string, Missing>, names: string[]): Missing[] =>
  [...missing.values()].sort((one, other) => names.indexOf(one.name) - names.indexOf(other.name));
