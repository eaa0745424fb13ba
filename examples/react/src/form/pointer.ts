// JSON Pointers (RFC 6901): how Relay names the field that an error is about.

/** The pointer of the member `name` of what `parent` points at; the root is the empty text. */
export const memberOf = (parent: string, name: string | number): string =>
  `${parent}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** Whether a pointer names this place or one inside of it. */
export const isWithin = (pointer: string, place: string): boolean =>
  pointer === place || pointer.startsWith(`${place}/`);

/** An id for an element of the page: a pointer may hold characters that an id must not. */
export const idOf = (pointer: string): string => `field-${encodeURIComponent(pointer)}`;
