import { errorClassOf } from '../error-classes.ts';
import { dereference, type Json } from '../json.ts';
import { docstring, sentence, wrapped } from './docstring.ts';
import type { Imports } from './imports.ts';
import { quote } from './names.ts';
import { type Argument, type Call, OPTIONS } from './operation.ts';
import type { Schemas } from './schemas.ts';
import { pythonType } from './types.ts';

/** `def get(self, execution_id: str, **options: Unpack[RequestOptions]) -> Execution:` with its documentation and its body. */
export function renderMethod(call: Call, isAsync: boolean, schemas: Schemas, imports: Imports): string {
  imports.add('..._options', 'RequestOptions');
  imports.add('typing_extensions', 'Unpack');
  if (call.alternatives.length > 0) imports.add('typing', 'overload');
  const { returns, sends } = replyOf(call, isAsync, imports);
  // A list is asked for when it is awaited or walked.
  const keyword = isAsync && call.kind !== 'page' ? 'async def' : 'def';
  const head = (taken: Argument[]) =>
    `    ${keyword} ${call.verb}(${signatureOf(taken, call, schemas, imports).join(', ')}) -> ${returns}:`;
  const values = call.arguments.map(({ name, argument }) => `${quote(name)}: ${argument}`).join(', ');
  return [
    ...call.alternatives.map((taken) => `    @overload\n${head(taken)} ...`),
    head(call.arguments),
    docstring(documentation(call, isAsync, schemas.document), '        '),
    `        return ${sends}(_${call.verb.toUpperCase()}, {${values}}, options)`,
  ].join('\n');
}

function signatureOf(taken: Argument[], call: Call, schemas: Schemas, imports: Imports): string[] {
  const path = taken.filter(({ isPath }) => isPath);
  const others = taken.filter(({ isPath }) => !isPath);
  const ordered = [...others.filter(({ isRequired }) => isRequired), ...others.filter(({ isRequired }) => !isRequired)];
  return [
    'self',
    ...path.map(({ argument }) => `${argument}: str`),
    ...(ordered.length > 0 ? ['*'] : []),
    ...ordered.map((argument) => parameter(argument, call, schemas, imports)),
    '**options: Unpack[RequestOptions]',
  ];
}

function parameter(
  { argument, isRequired, isNullable, schema, name }: Argument,
  call: Call,
  schemas: Schemas,
  imports: Imports,
) {
  const moduleOf = (type: string) => `..models.${schemas.fileOf.get(type)}`;
  const type = pythonType(schema, { schemas, imports, moduleOf, use: 'parameter' }, `${call.operation.id} ${name}`);
  if (isRequired) return `${argument}: ${type}`;
  if (!isNullable) return `${argument}: ${type} | None = None`;
  // Here None says something, so that leaving it out needs a value of its own.
  imports.add('..._models', 'NOT_GIVEN', 'NotGiven');
  return `${argument}: ${type.replace(/ \| None$/, '')} | NotGiven | None = NOT_GIVEN`;
}

function replyOf({ kind, operation }: Call, isAsync: boolean, imports: Imports): { returns: string; sends: string } {
  const prefix = isAsync ? 'Async' : '';
  const wait = isAsync ? 'await ' : '';
  switch (kind) {
    case 'empty':
    case 'json':
      return { returns: kind === 'empty' ? 'None' : operation.replyType, sends: `${wait}self._transport.request` };
    case 'bytes':
      imports.add('..._transport.byte_stream', `${prefix}ByteStream`);
      return { returns: `${prefix}ByteStream`, sends: `${wait}self._transport.stream_bytes` };
    case 'events':
      imports.add('..._transport.event_stream', `${prefix}Stream`);
      return { returns: `${prefix}Stream[${operation.replyType}]`, sends: `${wait}self._transport.stream_events` };
    case 'page':
      if (!isAsync) return { returns: operation.replyType, sends: 'self._transport.page' };
      imports.add('..._transport.pages', 'AsyncPages');
      return { returns: `AsyncPages[${operation.replyType}]`, sends: 'self._transport.pages' };
  }
}

/** What it does, each parameter, what it returns, what it raises, and a sample. */
function documentation(call: Call, isAsync: boolean, document: Json): string[] {
  const { operation, kind } = call;
  const { source, method, path, description } = operation;
  const lines = [sentence(operation.summary), ''];
  if (source.description) lines.push(...wrapped(sentence(source.description)), '');
  lines.push(...wrapped(`Source: \`${method.toUpperCase()} ${path}\`${roleOf(operation.security)}`), '');
  lines.push('Args:');
  for (const { argument, description: text } of call.arguments)
    lines.push(...wrapped(`    ${argument}: ${sentence(text)}`, '        '));
  const options = OPTIONS.map((option) => `\`${option}\``).join(', ');
  lines.push(...wrapped(`    **options: ${options} of this call alone.`, '        '));
  if (kind !== 'empty')
    lines.push('', 'Returns:', ...wrapped(`    ${sentence(description)}${use(kind, isAsync)}`, '    '));
  const failures = Object.entries<Json>(source.responses).filter(([status]) => Number(status) >= 400);
  if (failures.length > 0) lines.push('', 'Raises:');
  for (const [status, reply] of failures)
    lines.push(
      ...wrapped(
        `    ${errorClassOf(status)}: ${status}: ${sentence(dereference(document, reply).description)}`,
        '        ',
      ),
    );
  const sample = source['x-codeSamples']?.find(({ lang }: { lang: string }) => lang === 'Python')?.source;
  if (sample && !isAsync) lines.push('', 'Example:', ...indent(['```python', ...sample.trim().split('\n'), '```']));
  return lines;
}

function use(kind: Call['kind'], isAsync: boolean): string {
  switch (kind) {
    case 'page':
      return isAsync
        ? ' `async for` over the call walks the items of every page.'
        : ' `for` over it walks its items and those of every page that follows.';
    case 'bytes':
    case 'events':
      return ` A stream: ${isAsync ? '`async for`' : '`for`'} walks it as it comes, and leaving its \`with\` closes it.`;
    default:
      return '';
  }
}

function roleOf(security: Json[]): string {
  const role = Object.values<string[]>(security[0] ?? {})[0]?.[0];
  return role ? `, for keys with the role \`${role}\` or more` : ', without a key';
}

const indent = (lines: string[]) => lines.map((line) => (line ? `    ${line}` : ''));
