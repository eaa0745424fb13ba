import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type RequestHandler, Router } from 'express';

const fileOf = (specifier: string) => fileURLToPath(import.meta.resolve(specifier));

// Everything comes from this server; the policy makes the browser refuse any other host.
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='8' fill='%234353d8'/%3E%3Cpath d='M8 12h10a4 4 0 0 1 0 8H8m0 0 4-4m-4 4 4 4' fill='none' stroke='%23fff' stroke-width='2.5' stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E";

const PAGE = `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <meta name="description" content="Every operation of the Relay API, from its OpenAPI contract.">
  <title>Relay API reference</title>
  <link rel="icon" href="${ICON}">
</head>
<body>
  <noscript>This page needs JavaScript. The contract itself is at <a href="/openapi.yaml">/openapi.yaml</a>.</noscript>
  <div id="reference"></div>
  <script src="/docs/prepare.js"></script>
  <script src="/docs/scalar.js"></script>
  <script src="/docs/start.js"></script>
</body>
</html>
`;

// Scalar holds zod, which tries eval at its start to find out whether it may compile its parsers. Told not to, it never
// tries: the policy stays without 'unsafe-eval', and the console without a violation.
const PREPARE = 'globalThis.__zod_globalConfig = { jitless: true };\n';

const SETTINGS = JSON.stringify({
  url: '/openapi.json',
  documentDownloadType: 'json',
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  hideClientButton: true,
  hiddenClients: true, // what it would write for other languages, nobody has run; the contract's own samples stay
  showDeveloperTools: 'never',
});

// The contract names the usual address of a development instance; examples and test requests are for this one.
const START = `Scalar.createApiReference('#reference', { ...${SETTINGS}, servers: [{ url: location.origin }] });
`;

/** `GET /docs`, the reference page, and the contract itself as `/openapi.json` and `/openapi.yaml`. */
export function referencePage(): Router {
  const json = readFileSync(fileOf('@relay/contract/openapi.json'));
  const yaml = readFileSync(fileOf('@relay/contract/openapi.yaml'));
  const scalar = fileOf('@relay/core/assets/scalar.js');
  const script =
    (text: string): RequestHandler =>
    (_request, response) =>
      void response.type('text/javascript').send(text);
  return Router({ caseSensitive: true })
    .use(['/docs', '/openapi.json', '/openapi.yaml'], (_request, response, next) => {
      response.setHeader('X-Content-Type-Options', 'nosniff');
      next();
    })
    .get('/openapi.json', (_request, response) => void response.type('application/json').send(json))
    .get('/openapi.yaml', (_request, response) => void response.type('application/yaml').send(yaml))
    .get('/docs', (_request, response) => {
      response.setHeader('Content-Security-Policy', CONTENT_SECURITY_POLICY);
      response.type('html').send(PAGE);
    })
    .get('/docs/prepare.js', script(PREPARE))
    .get('/docs/start.js', script(START))
    .get('/docs/scalar.js', (_request, response) => response.sendFile(scalar, { dotfiles: 'allow', maxAge: '1h' }));
}
