// The frame of every page: one style, no scripts, nothing from elsewhere.
import { createHash } from 'node:crypto';
import type { Reply } from '../gate/http.js';
import { Html, html } from './html.js';
import { STYLE } from './style.js';

const hash = createHash('sha256').update(STYLE).digest('base64');
// No form-action: Chromium applies it to where a form's redirects lead, which is the application's business.
const POLICY = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; frame-ancestors 'none'`;

export function page(title: string, body: Html, status = 200): Reply {
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>${body}</body>
</html>`;
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    },
    body: document.text,
  };
}
