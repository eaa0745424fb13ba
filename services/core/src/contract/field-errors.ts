import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { type FieldError, RelayError } from '../platform/errors.js';
import { escapePointer } from '../platform/json-pointer.js';

/** A hostile body must buy neither a long scan nor a long answer. */
const MOST_ERRORS = 20;
export const SMALL_BODY_BYTES = 16 * 1024;

/** In characters: whoever names a field with a whole body does not get it back twice. */
const LONGEST_POINTER = 256;

/** A JSON Pointer that is not too long: of a longer one, the nearest parent that is short enough. */
const shortened = (pointer: string) =>
  pointer.length <= LONGEST_POINTER ? pointer : pointer.slice(0, pointer.lastIndexOf('/', LONGEST_POINTER));

/** The JSON Pointer of a path into a body. */
export const pointerOf = (path: string[]): string =>
  shortened(path.map((key) => `/${escapePointer(key.toWellFormed())}`).join(''));

/** What ajv found, as errors with a JSON Pointer below `prefix` (`/input`, or `query` for a query parameter). */
export function toFieldErrors(errors: ErrorObject[], prefix: string): FieldError[] {
  // Of a name that is refused ajv tells twice: what is wrong with it, and that it is wrong.
  const told = errors.filter(({ keyword }) => keyword !== 'propertyNames');
  return told.slice(0, MOST_ERRORS).map((error) => {
    const { pointer, ...rest } = toFieldError(error, prefix);
    return { pointer: shortened(pointer), ...rest };
  });
}

function toFieldError(error: ErrorObject, prefix: string): FieldError {
  const { keyword, params, instancePath, propertyName, message } = error;
  // What is wrong with a name points at what has that name.
  const pointer = prefix + instancePath + (propertyName === undefined ? '' : `/${escapePointer(propertyName)}`);
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
        pointer,
        detail: `It must be one of ${params.allowedValues.map((value: unknown) => JSON.stringify(value)).join(', ')}.`,
        code: 'enum',
      };
    case 'pattern':
      return { pointer, detail: describeForm(error), code: 'pattern' };
    default: {
      const code = keyword.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      return { pointer, detail: `${subjectOf(error)} ${message ?? 'is invalid'}.`, code };
    }
  }
}

/** A sentence for a person, who should not have to read a regular expression where the schema says it in words. */
function describeForm(error: ErrorObject): string {
  const description = error.parentSchema?.description;
  if (description) return `${subjectOf(error)} does not have the form that is asked for: ${description}`;
  return `${subjectOf(error)} has characters or a form that is not allowed here. Allowed is what matches ${error.params.pattern}`;
}

const subjectOf = ({ propertyName }: ErrorObject) => (propertyName === undefined ? 'It' : 'Its name');

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
