// What somebody else's JSON holds, read without a belief in what it should hold.

/** The fields of an object; none of anything else. */
export const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** The fields of an object that a text writes as JSON; none of anything else. */
export function fieldsIn(text: string): Record<string, unknown> {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return {};
  }
}

/** The items of a list; none of anything else. */
export const itemsOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** A text in which there is something, or undefined. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** A time as RFC 3339 writes it, or undefined. */
export const timeOf = (value: unknown): string | undefined =>
  typeof value === 'string' && RFC_3339.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** A day as RFC 3339 writes it, or undefined. */
export const dayOf = (value: unknown): string | undefined =>
  typeof value === 'string' && timeOf(`${value}T00:00:00Z`) !== undefined ? value : undefined;

/** The address of a page, or undefined. */
export const linkOf = (value: unknown): string | undefined =>
  typeof value === 'string' && /^https?:/.test(value) && URL.canParse(value) ? value : undefined;
