// The catalog as tools. A tool only describes: none of them can be run, and none of them confirms anything.
import { jsonSchema, type Tool } from 'ai';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { compileExact } from '../../../contract/schemas.js';
import type { ActionDefinition, JsonObject } from '../../../providers/index.js';
import { propertiesOf } from '../chat.checks.js';
import { kindOf } from '../chat.targets.js';

/** What is not for a model to say: a promise of the person, the person's time zone, content of files, HTML, and headers with keys in them. */
const WITHHELD: ReadonlySet<string> = new Set([
  'attachments',
  'bodyType',
  'headers',
  'receiverDeduplicates',
  'timeZone',
]);
/** All that a server has to understand of a schema; the rest is judged here. */
const TOLD: ReadonlySet<string> = new Set([
  'type',
  'description',
  'enum',
  'items',
  'properties',
  'minimum',
  'maximum',
  'maxItems',
]);
const PEOPLE: JsonObject = {
  type: 'array',
  maxItems: 100,
  items: { type: 'string', minLength: 1, maxLength: 500 },
};

export interface ToolBox {
  tools: Record<string, Tool>;
  /** The action that a tool stands for. */
  actionOf(toolName: string): ActionDefinition | undefined;
}

/** A name that OpenAI and Anthropic allow: `google.gmail.send` is `google_gmail_send`. */
const toolNameOf = ({ id }: ActionDefinition): string => id.replaceAll('.', '_');

export function toolsFor(actions: readonly ActionDefinition[]): ToolBox {
  const byName = new Map(actions.map((action) => [toolNameOf(action), action]));
  if (byName.size < actions.length) throw new Error('two actions have the same name as tools');
  return {
    tools: Object.fromEntries([...byName].map(([name, action]) => [name, toolOf(action)])),
    actionOf: (name) => byName.get(name),
  };
}

/** A compiled schema is kept by ajv for good, so each is made once. */
const made = new WeakMap<ActionDefinition, Tool>();

function toolOf(action: ActionDefinition): Tool {
  const tool = made.get(action) ?? toolFor(action);
  made.set(action, tool);
  return tool;
}

function toolFor(action: ActionDefinition): Tool {
  const known = Object.entries(propertiesOf(action)).filter(([name]) => !WITHHELD.has(name));
  const told = Object.fromEntries(known.map(([name, schema]) => [name, toldOf(name, schema)]));
  const judged = Object.fromEntries(known.map(([name, schema]) => [name, judgedBy(name, schema)]));
  const object = { type: 'object', additionalProperties: false } as const;
  let judge: ValidateFunction | undefined;
  return {
    description: action.description,
    // Nothing is required: what the person has not said is asked for, and never made up.
    inputSchema: jsonSchema<JsonObject>(
      { ...object, properties: told },
      {
        validate: (value) => {
          judge ??= compileExact({ ...object, properties: judged });
          if (judge(value)) return { success: true, value: value as JsonObject };
          const [error] = judge.errors ?? [];
          const extra = error?.params.additionalProperty as string | undefined;
          const what = extra === undefined ? error?.message : `must not have ${JSON.stringify(extra.slice(0, 64))}`;
          return { success: false, error: new Error(`${error?.instancePath || 'the arguments'} ${what}`) };
        },
      },
    ),
  };
}

function toldOf(name: string, schema: JsonObject): JsonObject {
  if (kindOf(name) !== 'address') return simple(schema);
  const description = `${schema.description ?? ''} Addresses as they stand in the text, or names of contacts.`.trim();
  return { type: 'array', items: { type: 'string' }, description };
}

const simple = (schema: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword]) => TOLD.has(keyword))
      .map(([keyword, value]) => [keyword, keyword === 'items' ? simple(value as JsonObject) : value]),
  );

/** A default is nothing that was said. */
function judgedBy(name: string, { default: _, ...schema }: JsonObject): JsonObject {
  return kindOf(name) === 'address' ? PEOPLE : schema;
}
