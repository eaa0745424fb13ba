// The contract, the catalog and the pages of the error codes -> the collection and environments of Postman.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Json } from '../json.ts';
import { type CatalogAction, collectionOf } from './collection.ts';
import { environment } from './variables.ts';

export type { CatalogAction };

const ERRORS = new URL('../../../../docs/errors/', import.meta.url);

/** The files of the collection, by name; the same bytes on every run. */
export function renderPostman(catalog: CatalogAction[], document: Json = contract()): Record<string, string> {
  const files: Record<string, Json> = {
    'relay.postman_collection.json': collectionOf(document, catalog, readProblem),
    'local.postman_environment.json': environment('local'),
    'cloud.postman_environment.json': environment('cloud'),
  };
  return Object.fromEntries(
    Object.entries(files).map(([name, content]) => [name, `${JSON.stringify(content, null, 2)}\n`]),
  );
}

const contract = (): Json =>
  JSON.parse(readFileSync(fileURLToPath(import.meta.resolve('@relay/contract/openapi.json')), 'utf8'));

/** The example on the page of an error code. */
function readProblem(code: string): Json {
  const [, example] = /^```json\n(.*?)^```$/ms.exec(readFileSync(new URL(`${code}.md`, ERRORS), 'utf8')) ?? [];
  if (!example) throw new Error(`docs/errors/${code}.md has no example in JSON`);
  return JSON.parse(example);
}
