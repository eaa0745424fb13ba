// @relay/contract's openapi.json -> src/generated: types.gen.ts, resources.gen.ts, index.ts (by hey-api) and meta.gen.ts
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from '@hey-api/openapi-ts';
import { callable } from '@relay/contract/callable';
import contract from '@relay/contract/openapi.json' with { type: 'json' };
import { markOpenReplies, openResolvers } from './open-replies.ts';
import { resources } from './resources/plugin.ts';

const header = '// Generated from openapi.yaml. Do not edit.';

/** Writes the generated code of the contract into `directory`, which is emptied first. */
export async function generate(directory: string, document: object = contract): Promise<void> {
  await createClient({
    input: callable(document),
    logs: { level: 'silent', file: false },
    output: { path: directory, clean: true, header: [header], module: { extension: '.js' } },
    // A body is one type, also where a reply would not show all of it.
    parser: { patch: { input: markOpenReplies }, transforms: { readWrite: false } },
    plugins: [
      {
        name: '@hey-api/typescript',
        $resolvers: openResolvers,
        // The index is what people import types from: the contract's schemas, not hey-api's types per operation.
        includeInEntry: ({ meta }) => meta?.resourceId?.startsWith('#/components/schemas/') ?? false,
      },
      resources(),
    ],
  });
  writeFileSync(join(directory, 'meta.gen.ts'), meta());
}

function meta(): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  const facts = { baseUrl: contract.servers[0]!.url, version };
  return `${header}\n\nexport const meta = ${JSON.stringify(facts, null, 2)} as const;\n`;
}

if (import.meta.main) await generate(fileURLToPath(new URL('../src/generated', import.meta.url)));
