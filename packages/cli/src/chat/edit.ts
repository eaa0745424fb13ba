// `field=value`, as a person types it, into the value that the field's schema asks for. Whether it is right, Relay judges.
type Schema = Record<string, unknown>;

export type Reading = { value: unknown } | { problem: string };

/** An empty value leaves the field out. A text in double quotes is read as JSON, so that it can hold line breaks. */
export function readValue(text: string, schema: Schema = {}): Reading {
  if (text === '') return { value: null };
  switch (typeOf(schema)) {
    case 'string':
      return { value: /^".*"$/s.test(text) ? (parsed(text) ?? text) : text };
    case 'integer':
    case 'number':
      return Number.isFinite(Number(text)) ? { value: Number(text) } : { problem: 'This has to be a number.' };
    case 'boolean':
      if (/^(?:y|yes|true)$/i.test(text)) return { value: true };
      return /^(?:n|no|false)$/i.test(text) ? { value: false } : { problem: 'This has to be yes or no.' };
    case 'array':
      return Array.isArray(parsed(text))
        ? { value: parsed(text) }
        : { value: text.split(',').map((item) => item.trim()) };
    default: {
      const value = parsed(text);
      return value === undefined ? { problem: 'This has to be JSON.' } : { value };
    }
  }
}

/** How a value is typed, such that reading it gives the same. */
export function writeValue(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return /[\n\r]|^"/.test(value) ? JSON.stringify(value) : value;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string' && !item.includes(',')))
    return value.join(', ');
  return JSON.stringify(value);
}

const typeOf = ({ type }: Schema) =>
  Array.isArray(type) ? type.find((one) => one !== 'null') : (type as string | undefined);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
