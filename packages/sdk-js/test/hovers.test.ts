// What an editor shows of each operation of the built package.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { callable } from '@relay/contract/callable';
import contract from '@relay/contract/openapi.json' with { type: 'json' };
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

interface Operation {
  operationId: string;
  summary: string;
  parameters?: { name?: string; in?: string; $ref?: string }[];
}

const directory = fileURLToPath(new URL('..', import.meta.url));
const operations = Object.values<object>(callable(contract).paths)
  .flatMap((item) => Object.values(item) as Partial<Operation>[])
  .filter((operation): operation is Operation => operation.operationId !== undefined)
  .map((operation) => [operation.operationId, operation] as const);
const expressions = operations.map(([name]) => `relay.${name}`);
const program = ["import Relay from './dist/index.js';", 'declare const relay: Relay;', ...expressions, ''].join(';\n');

/** What is shown when the pointer is on the last letter of this text. */
function hover(text: string): { signature: string; documentation: string; tags: Map<string, string[]> } {
  const info = service.getQuickInfoAtPosition(file, program.indexOf(`${text};`) + text.length - 1)!;
  const tags = new Map<string, string[]>();
  for (const { name, text: parts } of info.tags ?? [])
    tags.set(name, [...(tags.get(name) ?? []), ts.displayPartsToString(parts)]);
  const [signature, documentation] = [info.displayParts, info.documentation].map(ts.displayPartsToString);
  return { signature: signature!, documentation: documentation!, tags };
}

describe.each(operations)('%s', (name, { summary, parameters = [] }) => {
  it('has a plain signature, and says what it does, takes, gives and throws', () => {
    const verb = name.split('.').at(-1);
    const { signature, documentation, tags } = hover(`relay.${name}`);
    const taken = String.raw`(parameters\??: \w+Parameters, )?options\?: RequestOptions`;
    const given = String.raw`(APIPromise|PagePromise)<(\w+|Stream<\w+>)>`;
    expect(signature).toMatch(new RegExp(String.raw`^\(method\) \w+\.${verb}\(${taken}\): ${given}$`));
    expect(documentation).toContain(summary);
    for (const parameter of parameters.map(resolve).filter((one) => one.in !== 'header'))
      expect(tags.get('param')).toContainEqual(expect.stringMatching(new RegExp(`^parameters\\.${parameter.name} .`)));
    expect(tags.get('param')?.at(-1)).toBe('options Settings of this call alone.');
  });

  it('shows a sample that calls it', () => {
    const [example] = hover(`relay.${name}`).tags.get('example') ?? [];
    expect(example).toContain(`relay.${name}(`);
  });
});

function resolve(parameter: { name?: string; in?: string; $ref?: string }) {
  const name = parameter.$ref?.split('/').at(-1) as keyof typeof contract.components.parameters | undefined;
  return name ? contract.components.parameters[name] : parameter;
}

const file = join(directory, 'hover.ts');
const options: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  strict: true,
  skipLibCheck: true,
  types: [],
};
const service = ts.createLanguageService({
  getCompilationSettings: () => options,
  getScriptFileNames: () => [file],
  getScriptVersion: () => '1',
  getScriptSnapshot: (name) => {
    const text = name === file ? program : ts.sys.readFile(name);
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
  },
  getCurrentDirectory: () => directory,
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: ts.sys.fileExists,
  readFile: ts.sys.readFile,
});
