// One operation as a request of Postman, with its saved replies.
import { STATUS_CODES } from 'node:http';
import { dereference, type Json } from '../json.ts';
import type { Operation } from '../operations.ts';
import { exampleOf } from './example.ts';
import { problemsOf } from './problems.ts';
import { stableId } from './stable-id.ts';
import { withVariables } from './variables.ts';

/** Reads the example of an error code: the body of a problem. */
export type ReadProblem = (code: string) => Json;

export function requestOf(document: Json, operation: Operation, body?: Json): Json {
  const parameters = operation.parameters.map(({ source }) => source);
  const inHeader = parameters.filter((parameter) => parameter.in === 'header');
  const { example: given } = dereference(document, operation.source.requestBody)?.content['application/json'] ?? {};
  const example = body ?? withVariables(document, given);
  return {
    method: operation.method.toUpperCase(),
    description: describe(operation),
    ...(operation.security.length === 0 && { auth: { type: 'noauth' } }),
    header: [
      ...(example === undefined ? [] : [{ key: 'Content-Type', value: 'application/json' }]),
      ...inHeader.map(({ name, description }) => ({ key: name, value: '{{$guid}}', description })),
    ],
    url: urlOf(document, operation.path, parameters),
    ...(example !== undefined && {
      body: { mode: 'raw', raw: JSON.stringify(example, null, 2), options: { raw: { language: 'json' } } },
    }),
  };
}

function urlOf(document: Json, path: string, parameters: Json[]): Json {
  const segments = path
    .slice(1)
    .replaceAll(/\{(\w+)\}/g, ':$1')
    .split('/');
  const inPath = parameters.filter((parameter) => parameter.in === 'path');
  const inQuery = parameters.filter((parameter) => parameter.in === 'query');
  return {
    raw: `{{baseUrl}}/${segments.join('/')}`,
    host: ['{{baseUrl}}'],
    path: segments,
    ...(inQuery.length > 0 && {
      query: inQuery.map(({ name, description, schema }) => ({
        key: name,
        value: queryExample(dereference(document, schema)),
        description,
        disabled: true,
      })),
    }),
    ...(inPath.length > 0 && {
      variable: inPath.map(({ name, example, description }) => ({
        key: name,
        value: withVariables(document, example),
        description,
      })),
    }),
  };
}

const queryExample = ({ default: fallback, enum: values, format }: Json): string =>
  String(fallback ?? values?.[0] ?? (format === 'date-time' ? '2026-01-01T00:00:00Z' : ''));

function describe({ id, source, security }: Operation): string {
  const role = Object.values<string[]>(security[0] ?? {})[0]?.[0];
  const needs = role ? `Needs a key with the role \`${role}\`.` : 'Needs no key.';
  return `${source.description.trim()}\n\n${needs} Its name in the SDKs and in the contract is \`${id}\`.`;
}

/** The saved replies of a request: its success, and each problem that the contract names for it. */
export function repliesOf(
  document: Json,
  operation: Operation,
  request: Json,
  readProblem: ReadProblem,
  place: string,
) {
  const reply = (name: string, status: number, media: string | undefined, body: string) => ({
    id: stableId(`${place} > ${name}`),
    name,
    originalRequest: bare(request),
    status: STATUS_CODES[status],
    code: status,
    _postman_previewlanguage: media ? (/json$/.test(media) ? 'json' : 'text') : 'plain',
    header: [
      ...(media ? [{ key: 'Content-Type', value: `${media}; charset=utf-8` }] : []),
      { key: 'X-Request-Id', value: 'req_5f0c3b1e-2d4a-4c7e-9b86-0a1d3f7e2c54' },
    ],
    cookie: [],
    body,
  });
  const { kind, mayBeEmpty, media, description, status, source } = operation;
  return [
    reply(
      description.replace(/\.$/, ''),
      Number(status),
      kind === 'empty' ? undefined : media[0],
      success(document, operation),
    ),
    ...(mayBeEmpty ? [reply(source.responses['204'].description.replace(/\.$/, ''), 204, undefined, '')] : []),
    ...problemsOf(operation).map((code) => {
      const problem = readProblem(code);
      return reply(`${problem.title}: ${code}`, problem.status, 'application/problem+json', pretty(problem));
    }),
  ];
}

/** A request without its documentation, which a saved reply does not repeat. */
const bare = (request: Json): Json =>
  JSON.parse(JSON.stringify(request, (key, value) => (key === 'description' ? undefined : value)));

function success(document: Json, operation: Operation): string {
  if (operation.kind === 'empty') return '';
  if (operation.kind === 'json') return pretty(exampleOf(document, operation.replySchema));
  if (operation.kind === 'events') {
    const event = JSON.stringify(exampleOf(document, operation.replySchema));
    return `data: ${event}\n\ndata: [DONE]\n\n`;
  }
  const event = exampleOf(document, { $ref: '#/components/schemas/AuditEvent' });
  return `${[{ event }, { end: { events: 1 } }].map((line) => JSON.stringify(line)).join('\n')}\n`;
}

const pretty = (value: Json) => JSON.stringify(value, null, 2);
