import { errorClassOf } from '@relay/codegen/error-classes';
import type { Operation } from './operation.ts';

/** The lines of a method's comment: what it does, each parameter, what it returns, what it throws. */
export function documentation(operation: Operation): string[] {
  const { parameters, reply } = operation;
  const lines = [operation.summary, '', operation.description, ''];
  for (const [name, schema] of Object.entries(parameters?.named ?? {}))
    lines.push(`@param parameters.${name} ${oneLine(schema.description)}`.trimEnd());
  lines.push('@param options Settings of this call alone.');
  if (reply) lines.push(`@returns ${oneLine(reply.description)}${walk(operation)}`);
  for (const [status, description] of operation.failures)
    lines.push(`@throws {${errorClassOf(status)}} ${status}: ${oneLine(description)}`);
  if (operation.sample) lines.push('@example', '```ts', ...operation.sample.split('\n'), '```');
  return lines.map((line) => line.replaceAll('*/', '*\\/'));
}

function walk({ isPage, stream }: Operation): string {
  if (isPage) return ' `for await` walks the items of every page.';
  return stream ? ` Await it, then \`for await\` walks the ${stream} as they come.` : '';
}

const oneLine = (text = '') => text.replaceAll(/\s+/g, ' ').trim();
