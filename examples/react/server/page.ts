// The built page, read once: what is not in its folder at the start cannot be asked for.
import { readdirSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { SettingsError } from './settings.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Code, styles and pictures come from this server, and nothing is sent anywhere else. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

export type Page = Map<string, { type: string; content: Buffer }>;

export function readPage(directory: string): Page {
  const page: Page = new Map();
  for (const name of listFiles(directory)) {
    const path = `/${relative(directory, name).split(sep).join('/')}`;
    page.set(path, { type: TYPES[extname(name)] ?? 'application/octet-stream', content: readFileSync(name) });
  }
  const start = page.get('/index.html');
  if (!start) throw new SettingsError('The page is not built. Build it first: npm run build');
  return page.set('/', start);
}

export function sendPage(response: ServerResponse, file: { type: string; content: Buffer }): void {
  response.writeHead(200, { 'content-type': file.type, 'cache-control': 'no-cache' }).end(file.content);
}

function listFiles(directory: string): string[] {
  try {
    const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}
