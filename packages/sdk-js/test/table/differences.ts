import type { Expectation } from '@relay/fault-server';
import * as sdk from '../../src/index.js';
import type { Outcome } from './run-case.js';

/** One sentence for each thing that is not as the table says. */
export function differences(expected: Expectation, outcome: Outcome, apiKey: string): string[] {
  const found: string[] = [];
  const compare = (what: string, isAsExpected: boolean, wanted: unknown, got: unknown) => {
    if (!isAsExpected) found.push(`${what}: expected ${show(wanted)}, got ${show(got)}`);
  };
  const same = (what: string, wanted: unknown, got: unknown) => compare(what, isSame(wanted, got), wanted, got);
  const { requests, reply } = outcome;

  if (expected.error) compareError(expected.error, outcome.error, compare, same);
  else compare('error', outcome.error === undefined, undefined, describeError(outcome.error));
  if ('value' in expected) compare('value', matches(expected.value, outcome.value), expected.value, outcome.value);
  if (expected.items) compare('items', matches(expected.items, outcome.items), expected.items, outcome.items);
  if (expected.text !== undefined) same('text', expected.text, outcome.text);
  if (expected.reply?.status) same('status', expected.reply.status, reply?.status);
  if (expected.reply && 'requestId' in expected.reply)
    same('request id', expected.reply.requestId, reply?.requestId ?? null);
  for (const [name, value] of Object.entries(expected.reply?.headers ?? {}))
    same(name, value, reply?.headers.get(name));

  same('attempts', expected.attempts, requests.length);
  if (expected.pauses) {
    const isWithin = expected.pauses.every(([least, most], index) => within(outcome.pauses[index], least, most));
    compare('pauses', isWithin && expected.pauses.length === outcome.pauses.length, expected.pauses, outcome.pauses);
  }
  if (expected.idempotencyKeys) {
    const keys = requests.map(({ headers }) => headers['idempotency-key'] ?? null);
    same('idempotency keys', patternOf(expected.idempotencyKeys), patternOf(keys));
  }
  for (const [index, { method, path, headers = {}, ...request }] of (expected.requests ?? []).entries()) {
    const received = requests[index];
    if (method) same(`request ${index} method`, method, received?.method);
    if (path) same(`request ${index} path`, path, received?.path);
    if ('body' in request) same(`request ${index} body`, request.body, JSON.parse(received?.body || 'null'));
    for (const [name, value] of Object.entries(headers))
      same(`request ${index} header ${name}`, value, received?.headers[name] ?? null);
  }
  if (expected.log) {
    const types = outcome.events.map(({ type }) => type);
    same('log', expected.log, types);
  }
  if (expected.closed) same('closed', true, outcome.closed);
  if (expected.within) compare('ended', outcome.elapsed < expected.within, expected.within, outcome.elapsed);
  const { value, error, events } = outcome;
  compare('the key', !reveals([value, error, events, reply], apiKey), 'hidden', 'shown');
  return found;
}

type Compare = (what: string, isAsExpected: boolean, wanted: unknown, got: unknown) => void;
type Same = (what: string, wanted: unknown, got: unknown) => void;

function compareError(expected: NonNullable<Expectation['error']>, got: unknown, compare: Compare, same: Same): void {
  const error = Object(got) as Partial<sdk.APIError>;
  const { [expected.class as 'RelayError']: ErrorClass } = { ...sdk };
  compare('error', error.constructor === ErrorClass, expected.class, describeError(got));
  same('name of the error', expected.class, error.name);
  compare('root of the error', got instanceof sdk.RelayError && got instanceof Error, 'RelayError', describeError(got));
  if (expected.status) same('status of the error', expected.status, error.status);
  if ('code' in expected) same('code', expected.code, error.code ?? null);
  if ('requestId' in expected) same('request id of the error', expected.requestId, error.requestId ?? null);
  for (const part of expected.message ?? [])
    compare('message', error.message?.includes(part) ?? false, part, error.message);
  if (expected.pointers)
    same(
      'pointers',
      expected.pointers,
      error.errors?.map(({ pointer }) => pointer),
    );
  if (expected.errors) compare('errors', matches(expected.errors, error.errors), expected.errors, error.errors);
  if ('authorizationUrl' in expected)
    same('authorization URL', expected.authorizationUrl, error.authorizationUrl ?? null);
  if ('body' in expected) same('body', expected.body, error.body);
  if (expected.hasCause) compare('cause', error.cause instanceof Error, 'an error', error.cause);
}

/** An object must have the members, and may have more. A list must have exactly the items. */
function matches(expected: unknown, got: unknown): boolean {
  if (expected === null) return got === undefined || got === null;
  if (Array.isArray(expected))
    return Array.isArray(got) && got.length === expected.length && expected.every((item, i) => matches(item, got[i]));
  if (typeof expected !== 'object') return expected === got;
  return Object.entries(expected).every(([name, value]) => matches(value, Object(got)[name]));
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
const within = (value = Number.NaN, least: number, most: number) => value >= least && value <= most;
const patternOf = (keys: (string | null)[]) => keys.map((key) => key && keys.indexOf(key));
const show = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value));
const describeError = (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : error);

/** Looks into everything that is there, also into what no log would show by itself. */
function reveals(value: unknown, secret: string, seen = new Set<unknown>()): boolean {
  if (typeof value === 'string') return value.includes(secret);
  if (typeof value !== 'object' || value === null || seen.has(value)) return false;
  seen.add(value);
  if (value instanceof Headers) return reveals([...value], secret, seen);
  if (value instanceof sdk.APIError && reveals(value.headers, secret, seen)) return true;
  const members = value as Record<string, unknown>;
  return Object.getOwnPropertyNames(value).some((name) => reveals(members[name], secret, seen));
}
