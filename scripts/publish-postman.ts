// Publishes postman/ to a workspace of Postman: what is there under the same name is replaced, what is not is created.
// Needs POSTMAN_API_KEY and POSTMAN_WORKSPACE_ID; without them it says so, and publishes nothing.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

type Kind = 'collection' | 'environment';
interface Listed {
  name: string;
  uid: string;
}

const FILES: [Kind, string][] = [
  ['collection', 'relay.postman_collection.json'],
  ['environment', 'local.postman_environment.json'],
  ['environment', 'cloud.postman_environment.json'],
];

const {
  POSTMAN_API_KEY: apiKey,
  POSTMAN_WORKSPACE_ID: workspace,
  POSTMAN_API_URL: api = 'https://api.getpostman.com',
} = process.env;

async function call<Reply>(method: string, path: string, body?: object): Promise<Reply> {
  const response = await fetch(api + path, {
    method,
    headers: { 'X-Api-Key': apiKey!, ...(body && { 'Content-Type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(60_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`Postman answered ${response.status} to ${method} ${path}: ${text.slice(0, 500)}`);
  return JSON.parse(text) as Reply;
}

async function publish(kind: Kind, file: string): Promise<string> {
  const path = fileURLToPath(new URL(`../postman/${file}`, import.meta.url));
  const content = JSON.parse(await readFile(path, 'utf8'));
  const name: string = kind === 'collection' ? content.info.name : content.name;
  const inWorkspace = `?workspace=${encodeURIComponent(workspace!)}`;
  const listed = (await call<Record<string, Listed[]>>('GET', `/${kind}s${inWorkspace}`))[`${kind}s`] ?? [];
  const [there, ...others] = listed.filter((one) => one.name === name);
  if (others.length > 0) throw new Error(`The workspace has ${others.length + 1} ${kind}s called "${name}"; keep one.`);
  if (there) await call('PUT', `/${kind}s/${there.uid}`, { [kind]: content });
  else await call('POST', `/${kind}s${inWorkspace}`, { [kind]: content });
  return `${there ? 'replaced' : 'created'} the ${kind} "${name}"`;
}

if (!apiKey || !workspace) console.log('Not published: POSTMAN_API_KEY and POSTMAN_WORKSPACE_ID are not both set.');
else for (const [kind, file] of FILES) console.log(await publish(kind, file));
