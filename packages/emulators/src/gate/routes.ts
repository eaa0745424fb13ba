// The routes of a provider's API: which scopes each needs, which schemas judge it, and who answers.
import type { Account } from '../accounts.js';
import { decoded, type IncomingCall, parseJson, type Reply } from './http.js';

/** A call whose token is fine and has the scope. */
export interface Call extends IncomingCall {
  params: Record<string, string>;
  account: Account;
  scopes: string[];
  /** The emulator's own address. */
  baseUrl: string;
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/spaces/{space}/messages`. */
  path: string;
  /** A token with one of these is enough. Left out: those that the vendor publishes, or any token. */
  scopes?: string[];
  /** The name of its operation in the vendor's schemas; unjudged without. */
  operation?: string;
  handle(call: Call): Reply | Promise<Reply>;
}

export interface Found {
  route: Route;
  params: Record<string, string>;
}

export function findRoute(routes: Route[], { method, path }: IncomingCall): Found | undefined {
  const given = path.split('/');
  for (const route of routes) {
    if (route.method !== method && !(method === 'HEAD' && route.method === 'GET')) continue;
    const params = match(route.path.split('/'), given);
    if (params) return { route, params };
  }
  return undefined;
}

function match(template: string[], given: string[]): Record<string, string> | undefined {
  if (template.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const value = given[index]!;
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name === undefined ? part !== value : value === '') return undefined;
    if (name !== undefined) params[name] = decoded(value);
  }
  return params;
}

/** The body of a call as an object; an empty one for anything else. */
export function bodyOf(call: IncomingCall): Record<string, unknown> {
  const parsed = parseJson(call.body.toString('utf8'));
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    ? (parsed as Record<string, unknown>)
    : {};
}
