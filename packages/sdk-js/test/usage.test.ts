// What the types of the built package ask of a project.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

const directory = fileURLToPath(new URL('..', import.meta.url));
const file = join(directory, 'usage.ts');
const program = `import { Relay } from './dist/index.js';
  import { verifyWebhook } from './dist/webhooks.js';
  for await (const bytes of await new Relay().audit.export()) bytes.byteLength satisfies number;
  for await (const { id } of new Relay().executions.list()) id satisfies string;
  (await verifyWebhook<{ type: string }>('', new Headers(), '')).type satisfies string;`;

it.each([
  ['the types of Node alone', ['lib.es2022.d.ts'], ['node']],
  [
    'the types of a browser',
    ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'],
    [],
  ],
])(
  '%s are enough, and every declaration is checked',
  (_, lib, types) => {
    const options: ts.CompilerOptions = {
      module: ts.ModuleKind.NodeNext,
      target: ts.ScriptTarget.ES2022,
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
      lib,
      types,
    };
    const host = ts.createCompilerHost(options);
    const { fileExists, getSourceFile } = host;
    host.fileExists = (name) => name === file || fileExists(name);
    host.getCurrentDirectory = () => directory;
    host.getSourceFile = (name, version, ...rest) =>
      name === file ? ts.createSourceFile(name, program, version) : getSourceFile(name, version, ...rest);
    const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram([file], options, host));
    expect(diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
  },
  60_000,
);
