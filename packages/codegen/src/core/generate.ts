// openapi.json -> services/core/src/generated/{types,api,controllers,routes}.ts, tsoa.spec.json; fails on drift.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Json } from '../json.ts';
import { capitalise } from '../names.ts';
import { readOperations } from '../operations.ts';
import { renderApi } from './api.ts';
import { renderControllers } from './controllers.ts';
import { assertNoDrift } from './drift.ts';
import { runTsoa } from './tsoa.ts';

const BANNER = '// Generated from openapi.yaml. Do not edit: change the contract.\n';

/** Writes everything that core generates from the contract into `project`/src/generated. */
export async function generateCore(project: string, contract = contractFile('openapi.json')): Promise<void> {
  const document: Json = JSON.parse(readFileSync(contract, 'utf8'));
  const used = new Set<string>();
  const operations = readOperations(document, used);
  const types = [...used].sort();
  const generated = join(project, 'src/generated');
  rmSync(generated, { recursive: true, force: true });
  mkdirSync(generated, { recursive: true });
  const write = (name: string, text: string) => writeFileSync(join(generated, name), BANNER + text);

  write('types.ts', typesFor(readFileSync(contract.replace('openapi.json', 'types.d.ts'), 'utf8')));
  write('api.ts', renderApi(operations, types));
  write('controllers.ts', renderControllers(operations, types));
  await runTsoa(project, document);
  assertNoDrift(document, JSON.parse(readFileSync(join(generated, 'tsoa.spec.json'), 'utf8')));
  console.log(`core: ${operations.length} operations generated, no drift`);
}

const contractFile = (name: string) => fileURLToPath(import.meta.resolve(`@relay/contract/${name}`));

/** tsoa parses `@default` and `@example` as JSON and throws on the unquoted ones that openapi-typescript writes. */
const typesFor = (text: string) => text.replaceAll(/@(default|example)\b/g, (_, tag: string) => `${capitalise(tag)}:`);
