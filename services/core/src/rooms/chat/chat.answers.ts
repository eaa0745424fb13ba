// The next message as the answer to a question: what it gives for the field that was asked for.
import type { Choice } from '../../generated/types.js';
import type { ActionDefinition, JsonObject } from '../../providers/index.js';
import { type Missing, propertiesOf } from './chat.checks.js';
import { type Namesakes, peopleNamed } from './chat.contacts.js';
import type { Contact } from './chat.engine.js';
import { targetsWithin } from './chat.literals.js';
import { kindOf } from './chat.targets.js';

export interface Answer {
  value: unknown;
  /** Whether it was chosen out of a list that Relay has made. */
  isChoice: boolean;
  /** What the same words say of other fields: how long an event lasts, for example. */
  related?: JsonObject;
  /** What was decided without being told. */
  assumptions?: string[];
  /** Somebody is named who may be one of these. */
  namesakes?: Namesakes;
  /** What has to be asked before it counts. */
  doubt?: string;
}

/** What a message says to a question about one field; undefined when it says nothing that fits. */
export function answerIn(
  text: string,
  action: ActionDefinition,
  { name, choices }: Missing,
  now: JsonObject,
  contacts: readonly Contact[],
): Answer | undefined {
  const schema = propertiesOf(action)[name];
  const before = now[name];
  const chosen = choices && chosenIn(text, choices);
  if (chosen !== undefined)
    return { value: schema?.type === 'array' ? added(before, [chosen]) : chosen, isChoice: true };
  if (kindOf(name) === 'address') return peopleIn(text, before, contacts);
  const value = schema && !choices ? valueIn(text.trim(), name, schema) : undefined;
  return value === undefined ? undefined : { value, isChoice: false };
}

const added = (before: unknown, more: string[]) => [
  ...new Set([...((before as unknown[] | undefined) ?? []), ...more]),
];

const COURTESY = /^(?:please|thanks|thank you|(?:and )?that(?:'s| is) (?:all|it)|nobody else)$/i;

/** Addresses, and people by their names; undefined where somebody, or something, is left that is neither. */
function peopleIn(text: string, before: unknown, contacts: readonly Contact[]): Answer | undefined {
  const items = text
    .replace(/^\W*(?:to|it'?s|for|with|and)\s+/i, '')
    .split(/[,;&\n]|\s(?:and|or)\s/i)
    .map((item) => item.replace(/[\s.!]+$/, '').trim())
    .filter((item) => item !== '' && !COURTESY.test(item));
  const names = items.flatMap((item) => {
    const within = targetsWithin(item).filter(({ kind }) => kind === 'address');
    return within.length > 0 ? within.map(({ value }) => value) : [item];
  });
  const { addresses, unknown, several } = peopleNamed(names, contacts);
  // A choice answers for one name: others would be forgotten by it.
  if (several.length > 1 || unknown.length > 0) return undefined;
  const [namesakes] = several;
  if (addresses.length === 0 && !namesakes) return undefined;
  const value = addresses.length > 0 ? added(before, addresses) : before;
  return { value, isChoice: false, ...(namesakes && { namesakes }) };
}

/** By its number, its label, its value, or a part of its label that no other one has. */
function chosenIn(text: string, choices: Choice[]): string | undefined {
  const said = text
    .trim()
    .replace(/[.!]+$/, '')
    .toLowerCase();
  const byNumber = /^(?:the |number |no\. ?|#)?(\d{1,2})$/.exec(said)?.[1];
  if (byNumber) return choices[Number(byNumber) - 1]?.value;
  const ordinal = /^(?:the )?(first|second|third)(?: one)?$/.exec(said)?.[1];
  if (ordinal) return choices[['first', 'second', 'third'].indexOf(ordinal)]?.value;
  const exact = choices.filter(({ value, label }) => said === value.toLowerCase() || said === label.toLowerCase());
  const close = said.length > 1 ? choices.filter(({ label }) => label.toLowerCase().includes(said)) : [];
  const found = exact.length > 0 ? exact : close;
  return found.length === 1 ? found[0]!.value : undefined;
}

function valueIn(text: string, name: string, schema: JsonObject): unknown {
  const kind = kindOf(name);
  if (kind === 'link') return targetsWithin(text).find((target) => target.kind === 'link')?.value;
  if (kind === 'repository') return /(?:^|[\s/])([A-Za-z0-9-]+\/[A-Za-z0-9._-]*[A-Za-z0-9_-])/.exec(text)?.[1];
  if (kind === 'place') return placeIn(text);
  if (schema.enum)
    return (schema.enum as unknown[]).find((value) => String(value).toLowerCase() === text.toLowerCase());
  switch (schema.type) {
    case 'boolean':
      return undefined;
    case 'integer':
    case 'number':
      return /^\d+$/.test(text) ? Number(text) : undefined;
    case 'string':
      return isTime(schema) ? timeIn(text) : unquoted(text);
    case undefined:
      return jsonIn(text);
    default:
      return undefined;
  }
}

/** Whether a field is a day, or a time of a day. */
export const isTime = ({ pattern }: JsonObject) => typeof pattern === 'string' && pattern.startsWith('^(19[89]');
const timeIn = (text: string) => /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?)?$/.exec(text)?.[0];
const MOST_WORDS = 8;

/** Names of spaces and channels are short; what is longer is something else. */
function placeIn(text: string): string | undefined {
  const name = unquoted(text.replace(/^(?:in|to|the|it'?s)\s+/i, ''))
    .replace(/^#/, '')
    .replace(/[.!]$/, '');
  return name !== '' && name.split(/\s+/).length <= MOST_WORDS ? name : undefined;
}

function unquoted(text: string): string {
  const [, double, curly, single] = /^(?:"([^"]*)"|\u201c([^\u201d]*)\u201d|'([^']*)')$/s.exec(text) ?? [];
  return double ?? curly ?? single ?? text;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
