import type { Problem } from '../calls/index.ts';
import type { Draft, Group, Row } from './draft.ts';
import type { Field } from './field.ts';
import { isWithin, memberOf } from './pointer.ts';
import type { FieldErrors } from './read-draft.ts';

/** The JSON Pointers of all that the form shows, from top to bottom. */
export function placesOf(field: Field, draft: Draft, pointer = ''): string[] {
  switch (field.kind) {
    case 'group':
      return [
        pointer,
        ...field.properties.flatMap(({ name, field }) =>
          placesOf(field, (draft as Group)[name]!, memberOf(pointer, name)),
        ),
      ];
    case 'map':
      return [
        pointer,
        ...(draft as Row[]).flatMap(({ name, value }) => placesOf(field.value, value, memberOf(pointer, name))),
      ];
    case 'list':
      return [
        pointer,
        ...(draft as Row[]).flatMap(({ value }, index) => placesOf(field.item, value, memberOf(pointer, index))),
      ];
    default:
      return [pointer];
  }
}

/**
 * Gives every error a place: its own, or the nearest one around it. Relay may point into a JSON value that is one field here, and an
 * error that nobody sees would be worse than one that stands a little too far out.
 */
export function placeErrors(errors: FieldErrors, places: string[]): FieldErrors {
  const placed: FieldErrors = {};
  for (const [pointer, sentences] of Object.entries(errors)) {
    let place = pointer;
    while (place !== '' && !places.includes(place)) place = place.slice(0, place.lastIndexOf('/'));
    const rest = pointer.slice(place.length);
    const there = rest === '' ? sentences : sentences.map((sentence) => `${rest}: ${sentence}`);
    placed[place] = [...(placed[place] ?? []), ...there];
  }
  return placed;
}

/** What Relay says of the body of a preview, as errors of the form: the form is its member `input`. */
export function errorsOf(errors: Problem['errors']): FieldErrors {
  const found: FieldErrors = {};
  for (const { pointer, detail: sentence, choices = [] } of errors) {
    const meanings = choices.map(({ value, label }) => `${label}: ${value}`);
    const detail = [sentence, ...(meanings.length > 0 ? [meanings.join(', ')] : [])].join(' ');
    const isInput = isWithin(pointer, '/input');
    const place = isInput ? pointer.slice('/input'.length) : '';
    found[place] = [...(found[place] ?? []), isInput ? detail : `${pointer}: ${detail}`];
  }
  return found;
}
