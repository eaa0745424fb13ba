import type { Call, Json } from './call.ts';
import { type Code, group, layOut, prefixed, type Style, suffixed } from './layout.ts';

const STYLE: Style = { width: 80, indent: '    ', trailing: ',' };
const KEYWORDS = ['False', 'None', 'True', 'class', 'from', 'global', 'import', 'in', 'is', 'lambda', 'pass', 'with'];

/** The call with relay-sdk. */
export function python(call: Call): string {
  return [
    'from relay_sdk import Relay',
    '',
    'with Relay() as relay:  # RELAY_API_KEY, RELAY_BASE_URL',
    ...statements(call),
  ].join('\n');
}

function statements({ name, arguments: values, result }: Call): string[] {
  const call = group(
    `relay.${name.map(snakeCase).join('.')}(`,
    Object.entries(values).map(([key, value]) => prefixed(`${snakeCase(key)}=`, literal(value))),
    ')',
  );
  const line = (code: Code) => layOut(code, STYLE, STYLE.indent);
  switch (result.kind) {
    case 'nothing':
      return [line(call)];
    case 'file':
      return [line(suffixed(prefixed('with ', call), ' as stream:')), `        stream.write_to("${result.file}")`];
    case 'object':
      return [line(prefixed(`${snakeCase(result.called)} = `, call)), `    ${print(result)}`];
    case 'page':
      return [line(suffixed(prefixed(`for ${snakeCase(result.called)} in `, call), ':')), `        ${print(result)}`];
    case 'events':
      return [
        line(suffixed(prefixed('with ', call), ' as events:')),
        `        for ${snakeCase(result.called)} in events:`,
        `            ${print(result)}`,
      ];
  }
}

const print = ({ called, shows }: { called: string; shows: string[] }) =>
  `print(${shows.map((property) => `${called}.${property}`.split('.').map(snakeCase).join('.')).join(', ')})`;

function literal(value: Json): Code {
  if (Array.isArray(value)) return group('[', value.map(literal), ']');
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'object')
    return group(
      '{',
      Object.entries(value).map(([key, item]) => prefixed(`${JSON.stringify(key)}: `, literal(item))),
      '}',
    );
  return JSON.stringify(value);
}

function snakeCase(name: string): string {
  const snake = name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return KEYWORDS.includes(snake) ? `${snake}_` : snake;
}
