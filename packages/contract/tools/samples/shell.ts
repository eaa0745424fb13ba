import type { Call, Json } from './call.ts';
import { type Code, group, layOut, prefixed, type Style } from './layout.ts';

const STYLE: Style = { width: 74, indent: '  ', trailing: '' };

/** The call with curl. It fails, with the reply shown, when Relay refuses. */
export function shell({ method, url, isPublic, body, result }: Call, server: string): string {
  const verb = { GET: '', POST: body === undefined ? ' -X POST' : '' }[method] ?? ` -X ${method}`;
  const lines = [`curl -sS --fail-with-body${verb}`, `"\${RELAY_BASE_URL:-${server}}${url}"`];
  if (!isPublic) lines.push('-H "Authorization: Bearer $RELAY_API_KEY"');
  if (body !== undefined) lines.push("-H 'Content-Type: application/json'", `-d '${json(body)}'`);
  if (result.kind === 'file') lines.push(`-o ${result.file}`);
  return lines.join(' \\\n  ');
}

/** JSON for an argument in single quotes, indented as the argument is. */
const json = (body: Json) => layOut(literal(body), STYLE, '  ').trimStart().replaceAll("'", "'\\''");

function literal(value: Json): Code {
  if (Array.isArray(value)) return group('[', value.map(literal), ']');
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const items = Object.entries(value).map(([key, item]) => prefixed(`${JSON.stringify(key)}: `, literal(item)));
  return group('{', items, '}', ' ');
}
