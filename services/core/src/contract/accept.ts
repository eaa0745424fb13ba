import type { Request } from 'express';
import { RelayError } from '../platform/errors.js';
import { findErrors, invalidRequest, SMALL_BODY_BYTES, toFieldErrors } from './field-errors.js';
import { formOf, operations, type Where } from './operations.js';

export type Accepted = Record<Where, Record<string, unknown>> & { body: unknown };

/** Checks a request against openapi.yaml and gives its typed, defaulted parts; throws one 422 with every field error. */
export function accept(operationId: string, request: Request): Accepted {
  const { texts, body } = operations.get(operationId)!;
  const accepted: Accepted = {
    path: request.params,
    query: { ...request.query }, // a getter in express 5: judge, and default, a copy
    header: request.headers,
    body: request.body,
  };
  const errors = texts.flatMap(([where, check]) => {
    if (where === 'header') accepted.header = { ...request.headers };
    return check(accepted[where]) ? [] : toFieldErrors(check.errors!, where);
  });
  if (body) {
    if (accepted.body === undefined) {
      if (body.required) errors.push({ pointer: '', detail: 'A JSON body is required.', code: 'required' });
    } else {
      const small = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY) <= SMALL_BODY_BYTES;
      const { check, explain } = formOf(body.forms, accepted.body);
      const found = findErrors(accepted.body, check, small ? explain : undefined);
      if (found) errors.push(...toFieldErrors(found, ''));
    }
  }
  if (errors.length > 0) throw invalidRequest(errors);
  return accepted;
}

/** For tests: a reply that the contract does not describe is a bug of ours. */
export function checkReply(operationId: string, status: number, body: unknown): void {
  const { replies } = operations.get(operationId)!;
  const judge = replies.get(String(status)) ?? (status >= 400 ? replies.get('default') : undefined);
  if (judge === undefined && !replies.has(String(status)))
    throw new Error(`${operationId} answered ${status}, which the contract does not declare`);
  const check = judge?.();
  if (check && !check(JSON.parse(JSON.stringify(body ?? null))))
    throw new Error(`${operationId} ${status} does not match the contract: ${JSON.stringify(check.errors)}`);
}

export function unsupportedMediaType(): RelayError {
  return new RelayError('unsupported_media_type', 415, 'Send the body as application/json (UTF-8).');
}
