// Every operation of the contract, compiled once at start.
import type { ValidateFunction } from 'ajv/dist/2020.js';
import type { Request } from 'express';
import {
  compileExact,
  compileExhaustive,
  compileTextual,
  dereference,
  document,
  type Json,
  lazily,
  portable,
} from './schemas.js';

export type Where = 'path' | 'query' | 'header';
/** One of the forms that a body may have. */
interface BodyForm {
  /** The names of its fields. */
  names: string[];
  check: ValidateFunction;
  explain: () => ValidateFunction;
}
export interface CompiledOperation {
  texts: Array<[Where, ValidateFunction]>;
  body: { required: boolean; forms: BodyForm[] } | undefined;
  /** By status or `default`; null where a reply has no JSON body. */
  replies: Map<string, (() => ValidateFunction) | null>;
  /** Whether a browser is answered: with a page, whatever happens. */
  isPage: boolean;
  /** What `x-rate-limit` says. */
  countedAs: 'previews' | 'executes' | undefined;
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'];
const JSON_MEDIA = ['application/json', 'application/problem+json'];

function compileTexts(parameters: Json[], where: Where, isOpen: boolean): ValidateFunction {
  const mine = parameters.filter((parameter) => parameter.in === where);
  const nameOf = ({ name }: Json) => (where === 'header' ? name.toLowerCase() : name);
  return compileTextual({
    type: 'object',
    required: mine.filter(({ required }) => required).map(nameOf),
    properties: Object.fromEntries(mine.map((parameter) => [nameOf(parameter), portable(parameter.schema)])),
    additionalProperties: isOpen,
  });
}

/** The form that a body is meant to have: the one of whose fields it has most. What is wrong with it is told by that one alone. */
export function formOf(forms: BodyForm[], body: unknown): BodyForm {
  const given = body !== null && typeof body === 'object' ? body : {};
  const shared = ({ names }: BodyForm) => names.filter((name) => Object.hasOwn(given, name)).length;
  return forms.reduce((best, form) => (shared(form) > shared(best) ? form : best));
}

function compileForms(schema: Json): BodyForm[] {
  const resolved = dereference(schema);
  if (resolved.oneOf) return resolved.oneOf.flatMap(compileForms);
  const names = Object.keys(resolved.properties ?? {});
  const form = portable(schema);
  return [{ names, check: compileExact(form), explain: compileExhaustive(form) }];
}

function compileOperation(item: Json, operation: Json): CompiledOperation {
  const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(dereference);
  const isPage = operation['x-page'] === true;
  const requestBody = dereference(operation.requestBody);
  const replies = Object.entries<Json>(operation.responses).map(([status, reply]) => {
    const content = dereference(reply).content ?? {};
    const media = JSON_MEDIA.find((name) => content[name]);
    return [status, media ? lazily(() => compileExact(portable(content[media].schema))) : null] as const;
  });
  return {
    texts: (['path', 'query', 'header'] as const)
      .filter((where) => where === 'query' || parameters.some((parameter) => parameter.in === where))
      .map((where) => [where, compileTexts(parameters, where, where === 'header' || (isPage && where === 'query'))]),
    body: requestBody && {
      required: requestBody.required === true,
      forms: compileForms(requestBody.content['application/json'].schema),
    },
    replies: new Map(replies),
    isPage,
    countedAs: operation['x-rate-limit'],
  };
}

const idsByRoute = new Map<string, string>();
export const operations = new Map<string, CompiledOperation>();
/** `/api/actions/{actionId}` and the methods that the contract has there; for 405 and its Allow header. */
export const methodsByPath = new Map<string, string[]>();

for (const [path, item] of Object.entries<Json>(document.paths)) {
  const methods = METHODS.filter((method) => item[method]);
  methodsByPath.set(
    path,
    methods.map((method) => method.toUpperCase()),
  );
  for (const method of methods) {
    const { operationId } = item[method];
    operations.set(operationId, compileOperation(item, item[method]));
    idsByRoute.set(`${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`, operationId);
  }
}

/** The operation that a request was routed to, whether or not it got past authentication; undefined for a page or no route. */
export const operationIdOf = (request: Request): string | undefined =>
  request.route && idsByRoute.get(`${request.method} ${request.route.path}`);

/** The limit that a request counts against beside those of its workspace and its key. */
export function countedAs(request: Request): CompiledOperation['countedAs'] {
  const operationId = operationIdOf(request);
  return operationId === undefined ? undefined : operations.get(operationId)?.countedAs;
}
