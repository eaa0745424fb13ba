import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Router } from 'express';

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

const PAGE = `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Relay API reference</title>
</head>
<body>
  <noscript>This page needs JavaScript. The contract itself is at <a href="/openapi.yaml">/openapi.yaml</a>.</noscript>
  <div id="reference"></div>
  <script src="/docs/scalar.js"></script>
  <script src="/docs/start.js"></script>
</body>
</html>
`;

const START = `Scalar.createApiReference('#reference', ${JSON.stringify({
  url: '/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  hideClientButton: true,
  showDeveloperTools: 'never',
})});
`;

/** `GET /docs`, the reference page, and the contract itself as `/openapi.json` and `/openapi.yaml`. */
export function referencePage(): Router {
  const json = readFileSync(fileOf('@relay/contract/openapi.json'));
  const yaml = readFileSync(fileOf('@relay/contract/openapi.yaml'));
  const scalar = fileOf('@relay/core/assets/scalar.js');
  return Router()
    .get('/openapi.json', (_request, response) => void response.type('application/json').send(json))
    .get('/openapi.yaml', (_request, response) => void response.type('application/yaml').send(yaml))
    .get('/docs', (_request, response) => {
      response.setHeader('Content-Security-Policy', CONTENT_SECURITY_POLICY);
      response.type('html').send(PAGE);
    })
    .get('/docs/start.js', (_request, response) => void response.type('text/javascript').send(START))
    .get('/docs/scalar.js', (_request, response) => response.sendFile(scalar, { maxAge: '1h' }));
}
