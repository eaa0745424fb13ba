// What a look may send, and what it is counted as.
import type { OutboundResult } from '../../platform/outbound/index.js';
import { FAILURE_CODES, kindOfStatus, type PlannedRequest } from '../../providers/index.js';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];
/** By these, some servers take a GET for something else. */
const METHOD_OVERRIDES = ['x-http-method', 'x-http-method-override', 'x-method-override'];

/** Why a request might change something; undefined for one that only looks. */
export function whyUnsafe({ method, headers }: Pick<PlannedRequest, 'method' | 'headers'>): string | undefined {
  if (!SAFE_METHODS.includes(method)) return `a look may not send ${method}`;
  const override = Object.keys(headers).find((name) => METHOD_OVERRIDES.includes(name.toLowerCase()));
  return override && `a look may not send the header ${override}`;
}

/** How the answer to a look is counted: `succeeded`, or the code of what went wrong. */
export function resultOf(result: OutboundResult): string {
  if (result.kind !== 'answered') return result.code;
  return result.status < 400 ? 'succeeded' : FAILURE_CODES[kindOfStatus(result.status)];
}
