import { resolve } from 'node:path';
import type { Config } from '../platform/config.js';
import { credentialsFile } from './credentials.js';
import type { EmulatedProviders } from './emulators.js';
import type { DevelopmentWorkspace } from './workspace.js';

/** `text` as one word of a POSIX shell. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** What `start` prints when Relay is ready: addresses, the key (once), and two commands that work when pasted. */
export function banner(
  { credentials, isNewKey }: DevelopmentWorkspace,
  { dataDirectory, host }: Pick<Config, 'dataDirectory' | 'host'>,
  emulated: EmulatedProviders['urls'] = {},
): string {
  const { baseUrl, apiKey } = credentials;
  const file = resolve(credentialsFile(dataDirectory));
  const reply = resolve(dataDirectory, 'preview.json');
  const key = `Authorization: Bearer $(sed -n 's/.*"apiKey": "\\(.*\\)".*/\\1/p' ${quoted(file)})`;
  const input = JSON.stringify({
    action: 'webhook.send',
    input: { url: `${baseUrl}/dev/inbox`, payload: { hello: 'world' } },
  });
  const confirm = `s/^{"id":"\\([^"]*\\)".*"digest":"\\([^"]*\\)".*/{"previewId":"\\1","digest":"\\2"}/p`;
  const loopback = /^http:\/\/(127\.|localhost|\[::1\])/.test(baseUrl) && host !== '0.0.0.0' && host !== '::';
  return `
Relay is ready: development, ${loopback ? 'for this machine only' : `open to whoever reaches ${host}`}.

  API         ${baseUrl}
  Reference   ${baseUrl}/docs
  Inbox       ${baseUrl}/dev/inbox
${standIns(emulated)}  API key     ${isNewKey ? `${apiKey}  (shown once)` : 'as before'}
  Kept in     ${file}

Preview a webhook to the inbox:

curl -sS ${baseUrl}/api/actions/preview -H "${key}" -H 'Content-Type: application/json' -d ${quoted(input)} | tee ${quoted(reply)}

Execute that preview:

curl -sS ${baseUrl}/api/actions/execute -H "${key}" -H 'Content-Type: application/json' -d "$(sed -n ${quoted(confirm)} ${quoted(reply)})"

Ctrl-C stops it; the next start keeps the data.
`;
}

/** Where to look at what arrived at the stand-ins for the providers. */
function standIns(urls: EmulatedProviders['urls']): string {
  const names = { google: 'Google', microsoft: 'Microsoft', github: 'GitHub' };
  const lines = Object.entries(names).map(([provider, name]) => {
    const url = urls[provider as keyof typeof names];
    return url ? `  ${name.padEnd(12)}${url}  (emulator)\n` : '';
  });
  return lines.join('');
}
