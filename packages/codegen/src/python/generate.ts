// openapi.json -> packages/sdk-python/src/relay_sdk/_generated: models, resources and meta.py, formatted by ruff.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-nodejs';
import { callable } from '@relay/contract/callable';
import type { Json } from '../json.ts';
import { readOperations } from '../operations.ts';
import { renderIndex, renderModels } from './models.ts';
import { quote } from './names.ts';
import { readCall } from './operation.ts';
import { describeRooms, renderResources } from './resources.ts';
import { readSchemas } from './schemas.ts';

const BANNER = '# Generated from openapi.yaml. Do not edit: change the contract.\n';

/** Writes everything that the Python client generates from the contract into `directory`, which is emptied first. */
export function generatePython(directory: string, version: string): void {
  const contract = fileURLToPath(import.meta.resolve('@relay/contract/openapi.json'));
  const files = renderPython(JSON.parse(readFileSync(contract, 'utf8')), version);
  rmSync(directory, { recursive: true, force: true });
  for (const [name, text] of files) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
}

/** The text of each file by its path. */
export function renderPython(document: Json, version: string): Map<string, string> {
  const operations = readOperations(callable(document), new Set());
  const calls = operations.map((operation) => readCall(operation, document));
  const schemas = readSchemas(document, operations);
  const format = formatter();
  const files = new Map([
    ['__init__.py', BANNER],
    ['models/__init__.py', BANNER],
  ]);
  const write = (name: string, text: string) =>
    files.set(name, format(`${BANNER}from __future__ import annotations\n\n${text}\n`));

  for (const [name, text] of renderModels(schemas)) write(`models/${name}.py`, text);
  for (const [name, text] of renderResources(calls, schemas, describeRooms(document.tags ?? [])))
    write(`resources/${name}.py`, text);
  write('index.py', renderIndex(schemas));
  write('meta.py', `BASE_URL = ${quote(document.servers[0].url)}\nVERSION = ${quote(version)}`);
  return files;
}

function formatter(): (text: string) => string {
  const workspace = new Workspace({ 'line-length': 120, 'target-version': 'py310' }, PositionEncoding.Utf16);
  return (text) => workspace.format(text);
}
