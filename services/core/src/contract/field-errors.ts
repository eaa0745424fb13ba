import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { type FieldError, RelayError } from '../platform/errors.js';

/** A hostile body must buy neither a long scan nor a long answer. */
const MOST_ERRORS = 20;
export const SMALL_BODY_BYTES = 16 * 1024;

const escapePointer = (key: unknown) => String(key).replaceAll('~', '~0').replaceAll('/', '~1');

/** What ajv found, as errors with a JSON Pointer below `prefix` (`/input`, or `query` for a query parameter). */
export function toFieldErrors(errors: ErrorObject[], prefix: string): FieldError[] {
  return errors.slice(0, MOST_ERRORS).map((error) => toFieldError(error, prefix));
}

function toFieldError({ keyword, params, instancePath, message }: ErrorObject, prefix: string): FieldError {
  switch (keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const name = params.additionalProperty ?? params.unevaluatedProperty;
      const detail = 'There is no such field.';
      return { pointer: `${prefix}${instancePath}/${escapePointer(name)}`, detail, code: 'unknown_field' };
    }
    case 'required':
      return {
        pointer: `${prefix}${instancePath}/${escapePointer(params.missingProperty)}`,
        detail: 'This field is required.',
        code: 'required',
      };
    case 'enum':
      return {
        pointer: prefix + instancePath,
        detail: `It must be one of ${params.allowedValues.map((value: unknown) => JSON.stringify(value)).join(', ')}.`,
        code: 'enum',
      };
    default: {
      const code = keyword.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      return { pointer: prefix + instancePath, detail: `It ${message ?? 'is invalid'}.`, code };
    }
  }
}

/** One 422 for all that is wrong; `unknown_field` when unknown fields are all that is wrong. */
export function invalidRequest(errors: FieldError[], code = 'invalid_request'): RelayError {
  const unknownOnly = errors.length > 0 && errors.every((error) => error.code === 'unknown_field');
  const [first] = errors;
  const detail = first ? `${first.pointer}: ${first.detail}` : 'The request does not match the contract.';
  return new RelayError(unknownOnly ? 'unknown_field' : code, 422, detail, { errors: errors.slice(0, MOST_ERRORS) });
}

/** Runs a compiled schema; for what fails and is small, every error is found and not just the first. */
export function findErrors(
  value: unknown,
  check: ValidateFunction,
  explain: (() => ValidateFunction) | undefined,
): ErrorObject[] | undefined {
  if (check(value)) return undefined;
  const first = check.errors!;
  if (!explain) return first;
  const everything = explain();
  return everything(value) ? first : everything.errors!;
}
