/** Words that Python keeps for itself. */
const KEYWORDS = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if ' +
    'import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

/** What pydantic's BaseModel has already; a field of the same name would hide it. */
const MODEL_MEMBERS = new Set(
  'construct copy dict from_orm json parse_file parse_obj parse_raw schema schema_json update_forward_refs validate'.split(
    ' ',
  ),
);

/** `apiKeys` -> `api_keys`, `from` -> `from_` */
export function snakeCase(name: string): string {
  const snake = name
    .replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    .replaceAll(/[-.]/g, '_')
    .replace(/^_/, '');
  return KEYWORDS.has(snake) ? `${snake}_` : snake;
}

export function fieldName(name: string): string {
  const snake = snakeCase(name);
  return MODEL_MEMBERS.has(snake) ? `${snake}_` : snake;
}

/** A Python string; JSON's escapes are Python's too. */
export const quote = (text: string) => JSON.stringify(text);
