// openapi.yaml -> dist/openapi.yaml with samples, dist/openapi.json (nobody needs a YAML parser at run time), dist/types.d.ts
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { parse } from 'yaml';
import { publish } from './publish.ts';

const dist = new URL('../dist/', import.meta.url);
const text = publish(readFileSync(new URL('../../../openapi.yaml', import.meta.url), 'utf8'));
const document = parse(text) as OpenAPI3;
// A copy, since openapi-typescript writes into what it is given.
const types = await openapiTS(structuredClone(document), {
  rootTypes: true,
  rootTypesNoSchemaPrefix: true,
  alphabetize: true,
  defaultNonNullable: false,
});

mkdirSync(dist, { recursive: true });
writeFileSync(new URL('openapi.yaml', dist), text);
writeFileSync(new URL('openapi.json', dist), `${JSON.stringify(document, null, 2)}\n`);
writeFileSync(new URL('types.d.ts', dist), `// Generated from openapi.yaml. Do not edit.\n${astToString(types)}`);
console.log(`contract: ${Object.keys(document.paths ?? {}).length} paths`);
