// Requests and replies, judged by the vendors' published schemas: see README.md for where those come from.
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { type IncomingCall, parseJson, type Reply } from '../gate/http.js';
import type { Provider } from '../gate/vendor.js';
import github from './github.json' with { type: 'json' };
import google from './google.json' with { type: 'json' };
import microsoft from './microsoft.json' with { type: 'json' };

export interface Operation {
  /** Google only: a token with one of them may call it. */
  scopes?: string[];
  query: Record<string, QueryParameter>;
  request: object | null;
  reply: object | null;
}
interface QueryParameter {
  type?: string;
  enum?: string[];
  /** It may come more than once. */
  repeated?: boolean;
  /** Its values stand between commas. */
  list?: boolean;
}

const DOCUMENTS = { google, microsoft, github } as unknown as Record<
  Provider,
  { operations: Record<string, Operation>; schemas: object }
>;

/** A request or a reply that the vendor's published schema does not allow. */
export interface Violation {
  of: 'request' | 'reply';
  operation: string;
  /** In words. */
  problems: string[];
}

export class Judge {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });
  private readonly operations: Record<string, Operation>;

  constructor(private readonly provider: Provider) {
    formats.default(this.ajv);
    this.operations = DOCUMENTS[provider].operations;
    this.ajv.addSchema({ $id: provider, ...DOCUMENTS[provider] });
  }

  /** As the vendor publishes it; throws for one that was not extracted. */
  operation(name: string): Operation {
    const found = this.operations[name];
    if (!found) throw new Error(`${name} is not among the extracted operations of ${this.provider}`);
    return found;
  }

  /** What is wrong with a request, in words; empty if nothing is. */
  request(name: string, { query, body, headers }: IncomingCall): string[] {
    const operation = this.operation(name);
    const problems = [...new Set(query.keys())].flatMap((key) => queryProblems(operation, key, query.getAll(key)));
    const text = body.toString('utf8');
    if (operation.request === null) return text === '' ? problems : [...problems, 'A body is not expected.'];
    if (!headers['content-type']?.includes('json')) return [...problems, 'The body must be JSON, and say so.'];
    const parsed = parseJson(text);
    if (parsed === undefined) return [...problems, 'The body is not JSON.'];
    return [...problems, ...this.check(name, 'request', parsed)];
  }

  /** The same for a reply; only successful ones are described. */
  reply(name: string, { status, body }: Reply): string[] {
    if (status >= 400) return [];
    if (this.operation(name).reply === null)
      return body === undefined ? [] : ['The vendor answers this without a body.'];
    return this.check(name, 'reply', body);
  }

  private check(name: string, part: 'request' | 'reply', value: unknown): string[] {
    const pointer = encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));
    const validate = this.ajv.getSchema(`${this.provider}#/operations/${pointer}/${part}`)!;
    // As it crosses the wire: what is undefined is not there.
    if (validate(value === undefined ? undefined : JSON.parse(JSON.stringify(value)))) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${instancePath || 'the body'} ${message}${'additionalProperty' in params ? `: ${params.additionalProperty}` : ''}`,
    );
  }
}

function queryProblems({ query }: Operation, name: string, values: string[]): string[] {
  const parameter = query[name];
  if (!parameter) return [`Unknown name ${JSON.stringify(name)}: there is no such query parameter.`];
  if (values.length > 1 && !parameter.repeated) return [`${name} is given more than once.`];
  const single = parameter.list ? values.flatMap((value) => value.split(',')) : values;
  return single.flatMap((value) => {
    if (parameter.enum && !parameter.enum.includes(value))
      return [`${name} must be one of ${parameter.enum.join(', ')}.`];
    if (parameter.type === 'integer' && !/^-?\d+$/.test(value)) return [`${name} must be a number.`];
    if (parameter.type === 'boolean' && !['true', 'false'].includes(value)) return [`${name} must be true or false.`];
    return [];
  });
}
