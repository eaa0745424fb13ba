// What a suggestion would do, field by field: nothing is left out that somebody would get to see.
import type { Action } from '../calls/index.ts';
import { isObject, type Json, type JsonObject, labelOf } from '../form/field.ts';

export interface Fact {
  name: string;
  label: string;
  /** One for each recipient, else one. */
  lines: string[];
}

/** In the order of the action's schema; without what has its default value. */
export function factsOf(action: Action | undefined, input: JsonObject): Fact[] {
  const schemas = action && isObject(action.inputSchema.properties) ? action.inputSchema.properties : {};
  const names = [...new Set([...Object.keys(schemas), ...Object.keys(input)])];
  return names.flatMap((name) => {
    const [value, schema] = [input[name], schemas[name] ?? null];
    const isDefault = isObject(schema) && JSON.stringify(schema.default) === JSON.stringify(value);
    if (value === undefined || isDefault) return [];
    return [{ name, label: labelOf(name, schema), lines: linesOf(name, value) }];
  });
}

function linesOf(name: string, value: Json): string[] {
  if (Array.isArray(value)) return value.length > 0 ? value.map((item) => visible(textOf(item))) : ['none'];
  const text = visible(textOf(value));
  const host = name === 'url' ? hostOf(text) : undefined;
  return host === undefined || text.includes(host) ? [text] : [text, `at ${host}`];
}

function textOf(value: Json): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** As it is asked for on the network: a name that only looks like another one shows what it is. */
const hostOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).host : undefined);

// What takes no room, or turns the direction of what follows, can make a text look like another one. A joiner within a picture is
// what it is made of.
const UNSEEN = /(?<!\p{Extended_Pictographic}\ufe0f?)\u200d|(?![\t\n\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Text in which the characters that nobody sees are named. */
export const visible = (text: string): string =>
  text.replaceAll('\r\n', '\n').replace(UNSEEN, (character) => {
    const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    return `[U+${code}]`;
  });
