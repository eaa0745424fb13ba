// generated/controllers.ts: ordinary decorated tsoa controllers that delegate to the services.
import { capitalise } from '../names.ts';
import { type Operation, type Parameter, roomsOf } from '../operations.ts';
import { headersType } from './api.ts';

const quote = (value: unknown) => JSON.stringify(value);
const text = (value: unknown) => quote(value) ?? 'undefined';
const DECORATOR = { path: 'Path', query: 'Query', header: 'Header' } as const;

export function renderControllers(operations: Operation[], types: string[]): string {
  const decorators = new Set(['Controller', 'OperationId', 'Request', 'Response', 'Route', 'SuccessResponse', 'Tags']);
  const helpers = new Set(['contextOf']);
  const senders = new Set<string>();
  let hasPages = false;
  const decorate = (name: string, argumentsText: string, generic = '') => {
    decorators.add(name);
    return `  @${name}${generic}(${argumentsText})`;
  };

  const decoratorsOf = (operation: Operation) => {
    const { method, path, id, security, body, status, description, kind, media, headers, others } = operation;
    const success = [quote(status), quote(description), ...(kind === 'json' || kind === 'empty' ? [] : [quote(media)])];
    return [
      decorate(capitalise(method), quote(path.slice(1))),
      decorate('OperationId', quote(id)),
      ...(security.length === 0 ? [decorate('NoSecurity', '')] : []),
      ...security.map((alternative) => {
        const [scheme, scopes] = Object.entries(alternative)[0]!;
        return decorate('Security', `${quote(scheme)}, ${quote(scopes)}`);
      }),
      // After authentication and before validation: nobody without a key makes Relay parse a body.
      ...(body ? [decorate('Middlewares', `jsonBody(${body.limit})`)] : []),
      ...(kind === 'page' ? [decorate('Middlewares', 'countPage')] : []),
      decorate('SuccessResponse', success.join(', '), headers.length ? `<${headersType(operation)}>` : ''),
      ...others.map((other) =>
        decorate(
          'Response',
          [other.status, other.description, ...(other.media ? [undefined, other.media] : [])].map(text).join(', '),
          `<${other.type}>`,
        ),
      ),
    ];
  };

  const parameterOf = ({ name, argument, in: where, required, type, schema }: Parameter) => {
    decorators.add(DECORATOR[where]);
    const optional = required || schema.default !== undefined ? '' : '?';
    const fallback = schema.default === undefined ? '' : ` = ${quote(schema.default)}`;
    return `    @${DECORATOR[where]}(${quote(name)}) ${argument}${optional}: ${type}${fallback},`;
  };

  const methodOf = (operation: Operation) => {
    const { parameters, body, room, member, kind, mayBeEmpty, status, headers, replyType, summary } = operation;
    if (body) decorators.add('Body');
    if (kind === 'json' && headers.length) helpers.add('withHeaders');
    if (kind === 'events') senders.add('sendEvents');
    if (kind === 'stream') senders.add('sendStream');
    if (kind === 'page') hasPages = true;
    const input = [...parameters.map(({ argument }) => argument), ...(body ? ['body'] : [])].join(', ');
    const call = `this.api.${room}.${member}({ ${input} }, contextOf(request))`;
    const statement = {
      json: headers.length ? `return withHeaders(this, await ${call});` : `return ${call};`,
      empty: `return ${call};`,
      events: `return sendEvents(request, ${mayBeEmpty ? 'await ' : ''}${call});`,
      stream: `return sendStream(request, ${status}, await ${call});`,
      page: `return sendPage(request, await ${call});`,
    }[kind];
    const result = kind === 'json' ? replyType : kind === 'empty' ? 'void' : 'string';
    return [
      '  /**',
      `   * ${summary}`,
      ...parameters.filter(({ schema }) => schema.type === 'integer').map(({ argument }) => `   * @isInt ${argument}`),
      '   */',
      ...decoratorsOf(operation),
      `  public async ${member}(`,
      ...parameters.filter(({ required }) => required).map(parameterOf),
      ...(body ? [`    @Body() body: ${body.type},`] : []),
      '    @Request() request: ExpressRequest,',
      ...parameters.filter(({ required }) => !required).map(parameterOf),
      `  ): Promise<${result}> {`,
      `    ${statement}`,
      '  }',
    ].join('\n');
  };

  const classes = roomsOf(operations).map((room) => {
    const methods = operations.filter((operation) => operation.room === room).map(methodOf);
    const name = `${capitalise(room)}Controller`;
    const constructorText = '  constructor(private readonly api: Api) {\n    super();\n  }';
    return `@Route()\n@Tags(${quote(room)})\nexport class ${name} extends Controller {\n${[constructorText, ...methods].join('\n\n')}\n}`;
  });
  const written = classes.join('\n\n');
  return [
    `import { ${[...decorators].sort().join(', ')} } from '@tsoa/runtime';`,
    `import type { Request as ExpressRequest } from 'express';`,
    `import { jsonBody } from '../contract/body.js';`,
    ...(hasPages ? [`import { countPage, sendPage } from '../contract/pages.js';`] : []),
    `import { ${[...helpers].sort().join(', ')} } from '../contract/replies.js';`,
    ...(senders.size > 0 ? [`import { ${[...senders].sort().join(', ')} } from '../contract/streams.js';`] : []),
    `import type { Api } from './api.js';`,
    `import type { ${types.filter((type) => new RegExp(`\\b${type}\\b`).test(written)).join(', ')} } from './types.js';`,
    '',
    written,
    '',
  ].join('\n');
}
