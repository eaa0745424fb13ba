// generated/api.ts: the interfaces that a room's service implements.
import { capitalise } from '../names.ts';
import { type Operation, roomsOf } from '../operations.ts';

const quote = (value: unknown) => JSON.stringify(value);

const inputType = ({ parameters, body }: Operation) => {
  const fields = parameters.map(({ argument, required, type, schema }) =>
    required || schema.default !== undefined ? `${argument}: ${type}` : `${argument}?: ${type} | undefined`,
  );
  if (body) fields.push(`body${body.required ? '' : '?'}: ${body.type}`);
  return `{ ${fields.join('; ')} }`;
};

export const headersType = ({ headers }: Operation) =>
  `{ ${headers.map(({ name, required, type }) => `${quote(name)}${required ? '' : '?'}: ${type}`).join('; ')} }`;

const outputType = (operation: Operation) => {
  const { kind, media, replyType, headers } = operation;
  switch (kind) {
    case 'empty':
      return 'Promise<void>';
    case 'events':
      return operation.mayBeEmpty ? `Promise<AsyncIterable<${replyType}> | undefined>` : `AsyncIterable<${replyType}>`;
    case 'page':
      return 'Promise<Page>';
    case 'stream':
      return `Promise<Streamed<${media.map(quote).join(' | ')}, ${headers.length ? headersType(operation) : 'object'}>>`;
    case 'json':
      return headers.length
        ? `Promise<{ headers: ${headersType(operation)}; body: ${replyType} }>`
        : `Promise<${replyType}>`;
  }
};

/** Those of `types` that `text` names. */
const typesIn = (text: string, types: string[]) => types.filter((type) => new RegExp(`\\b${type}\\b`).test(text));

export function renderApi(operations: Operation[], types: string[]): string {
  const inputs = operations.map((operation) => `export type ${operation.typeName}Input = ${inputType(operation)};`);
  const rooms = roomsOf(operations);
  const interfaces = rooms.map((room) => {
    const methods = operations
      .filter((operation) => operation.room === room)
      .map(
        (operation) =>
          `  /** ${operation.summary}: \`${operation.method.toUpperCase()} ${operation.path}\` */\n` +
          `  ${operation.member}(input: ${operation.typeName}Input, context: Context): ${outputType(operation)};`,
      );
    return `export interface ${capitalise(room)}Api {\n${methods.join('\n')}\n}`;
  });
  const body = [...inputs, '', interfaces.join('\n\n')].join('\n');
  const streams = operations.some(({ kind }) => kind === 'stream');
  const pages = operations.some(({ kind }) => kind === 'page');
  return [
    ...(pages ? [`import type { Page } from '../contract/pages.js';`] : []),
    `import type { Context } from '../contract/replies.js';`,
    ...(streams ? [`import type { Streamed } from '../contract/streams.js';`] : []),
    `import type { ${typesIn(body, types).join(', ')} } from './types.js';`,
    '',
    body,
    '',
    `export interface Api {\n${rooms.map((room) => `  ${room}: ${capitalise(room)}Api;`).join('\n')}\n}`,
    '',
  ].join('\n');
}
