import type { Call, Json } from './call.ts';
import { type Code, group, layOut, prefixed, type Style, suffixed } from './layout.ts';

const STYLE: Style = { width: 80, indent: '  ', trailing: ',' };

/** The call with @relay/sdk-js. */
export function javascript(call: Call): string {
  const imports = ["import Relay from '@relay/sdk-js';"];
  if (call.result.kind === 'file') imports.unshift("import { writeFile } from 'node:fs/promises';");
  const client = 'const relay = new Relay(); // RELAY_API_KEY, RELAY_BASE_URL';
  return [...imports, '', client, ...statements(call)].join('\n');
}

function statements({ name, arguments: values, result }: Call): string[] {
  const method = `relay.${name.join('.')}`;
  const call = Object.keys(values).length ? suffixed(prefixed(`${method}(`, literal(values)), ')') : `${method}()`;
  const line = (code: Code) => layOut(code, STYLE);
  switch (result.kind) {
    case 'nothing':
      return [line(suffixed(prefixed('await ', call), ';'))];
    case 'file':
      return [
        line(suffixed(prefixed('const stream = await ', call), ';')),
        `await writeFile('${result.file}', stream);`,
      ];
    case 'object':
      return [line(suffixed(prefixed(`const ${result.called} = await `, call), ';')), print(result)];
    case 'page':
      return [
        line(suffixed(prefixed(`for await (const ${result.called} of `, call), ') {')),
        `  ${print(result)}`,
        '}',
      ];
    case 'events':
      return [
        line(suffixed(prefixed('const events = await ', call), ';')),
        `for await (const ${result.called} of events) {`,
        `  ${print(result)}`,
        '}',
      ];
  }
}

const print = ({ called, shows }: { called: string; shows: string[] }) =>
  `console.log(${shows.map((property) => `${called}.${property}`).join(', ')});`;

function literal(value: Json): Code {
  if (Array.isArray(value)) return group('[', value.map(literal), ']');
  if (value !== null && typeof value === 'object')
    return group(
      '{',
      Object.entries(value).map(([key, item]) => prefixed(`${keyOf(key)}: `, literal(item))),
      '}',
      ' ',
    );
  return typeof value === 'string' ? quoted(value) : JSON.stringify(value);
}

const keyOf = (key: string) => (/^[a-z_$][\w$]*$/i.test(key) ? key : quoted(key));
const quoted = (text: string) => `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
