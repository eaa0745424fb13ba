// A preview for a person: the request as it would be sent, all of it.
import type { Preview, Suggestion } from '@relay/sdk-js';
import type { Paint } from './paint.js';
import { framed, plain, plainLine } from './plain.js';

/** What is longer is cut, and the text says so; addresses and other fields of the input never are. */
const LONGEST_BODY = 4_000;

export function showPreview(preview: Preview, paint: Paint, { whole = false } = {}): string {
  const { id, action, summary, input, warnings, expiresAt } = preview;
  return [
    paint('bold', plainLine(summary)),
    paint('dim', `${plainLine(action)}, ${plainLine(id)}, until ${plainLine(expiresAt)}`),
    ...fieldsOf(input, whole),
    '',
    ...requestOf(preview, paint, whole),
    ...warnings.map(({ detail }) => paint('yellow', `Mind: ${plainLine(detail)}`)),
  ].join('\n');
}

/** Things of which one is chosen by its number. */
export const showChoice = (suggestions: Suggestion[], paint: Paint): string =>
  suggestions
    .flatMap(({ action, input }, index) => [
      paint('bold', `${suggestions.length > 1 ? `${index + 1}. ` : ''}${plainLine(action)}`),
      ...fieldsOf(input, false),
    ])
    .join('\n');

const fieldsOf = (input: Record<string, unknown> | null, whole: boolean): string[] =>
  Object.entries(input ?? {}).map(([name, value]) => field(name, value, whole));

function requestOf({ request, purgedAt }: Preview, paint: Paint, whole: boolean): string[] {
  if (purgedAt) return [`  It was removed on ${plainLine(purgedAt)} because of its age.`];
  const { method, url, headers, body, addedAtSend } = request;
  return [
    `  ${paint('cyan', `${plainLine(method)} ${plainLine(url)}`)}${unicodeHost(url)}`,
    ...Object.entries(headers ?? {}).map(([name, value]) => `  ${plainLine(name)}: ${plainLine(value)}`),
    ...addedAtSend.map((name) => paint('dim', `  ${plainLine(name)}: (added when it is sent)`)),
    ...(body ? ['', shorten(framed(pretty(body)), whole)] : []),
  ];
}

function field(name: string, value: unknown, whole: boolean): string {
  const text = typeof value === 'string' ? value : undefined;
  if (text?.includes('\n')) return `  ${plainLine(name)}:\n${shorten(framed(text), whole)}`;
  const list = Array.isArray(value) && value.every((item) => typeof item === 'string') ? value.join(', ') : undefined;
  return `  ${plainLine(name)}: ${plainLine(text ?? list ?? JSON.stringify(value))}`;
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
}

function shorten(text: string, whole: boolean): string {
  if (whole || text.length <= LONGEST_BODY) return text;
  return `${text.slice(0, LONGEST_BODY)}\n  … and ${text.length - LONGEST_BODY} characters more; \`all\` shows them.`;
}

/** A name that is written in other letters looks like one that it is not. */
function unicodeHost(url: string): string {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return /(^|\.)xn--/.test(host) ? ' (mind the letters of its name)' : '';
}

/** A text in one line, with a full stop. */
export const sentence = (text: string): string => (/[.!?…]$/.test(text) ? plain(text) : `${plain(text)}.`);
