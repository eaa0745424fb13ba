// A client whose calls are typed by the contract, and that judges nothing: tests see status, headers and body as they came.
import type { operations as Operations, Problem } from '@relay/contract';
import { operationOf } from './contract.js';

export type OperationId = keyof Operations;
type Content<T> = T extends { content: { 'application/json': infer Body } } ? Body : never;
type RequestBody<Id extends OperationId> = Content<NonNullable<Operations[Id]['requestBody']>>;
type Responses<Id extends OperationId> = Operations[Id]['responses'];
type Json<Id extends OperationId> = Content<Responses<Id>[keyof Responses<Id> & (200 | 201)]>;
type Success<Id extends OperationId> = [Json<Id>] extends [never] ? object : Json<Id>;

export interface CallOptions<Id extends OperationId> {
  key?: string | undefined;
  path?: Record<string, string>;
  query?: Record<string, string | number>;
  body?: RequestBody<Id>;
  headers?: Record<string, string>;
}
export interface Reply<Body> {
  status: number;
  headers: Headers;
  /** The success body, or a problem; tests look at `status` first. */
  body: Body & Partial<Omit<Problem, 'status'>>;
  text: string;
}
export type Call = <Id extends OperationId>(id: Id, options?: CallOptions<Id>) => Promise<Reply<Success<Id>>>;

/** Calls operations of the contract at `baseUrl`. */
export function createClient(baseUrl: string): Call {
  return async (id, { key, path = {}, query = {}, body, headers = {} } = {}) => {
    const operation = operationOf(id);
    const url = new URL(
      operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? name)),
      baseUrl,
    );
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    const response = await fetch(url, {
      method: operation.method,
      headers: {
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /^application\/(problem\+)?json\b/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined };
  };
}
