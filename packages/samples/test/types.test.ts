// The samples in typed languages, as the reader's type checker sees them.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { blocksOf } from '../src/blocks.ts';
import { readPages } from '../src/pages.ts';
import { openTerminal, PYTHON_PATH, type Terminal } from '../src/terminal.ts';

const samples = readPages().flatMap(({ path, markdown }) =>
  blocksOf(markdown).map((block) => ({ ...block, path, name: `${path}_${block.line}`.replaceAll(/\W/g, '_') })),
);

let terminal: Terminal;
beforeEach(async () => {
  terminal = await openTerminal();
});
afterEach(() => terminal.close());

it('compiles those in TypeScript, strictly', async () => {
  const { folder } = terminal;
  const chosen = samples.filter(({ language, notRun }) => language === 'ts' && notRun === undefined);
  for (const { name, code } of chosen) await writeFile(join(folder, `${name}.mts`), code);
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    typeRoots: [join(folder, 'node_modules/@types')],
    types: ['node'],
  };
  const files = chosen.map(({ name }) => join(folder, `${name}.mts`));
  const mistakes = ts.getPreEmitDiagnostics(ts.createProgram(files, options));
  const host = { getCanonicalFileName: String, getCurrentDirectory: () => folder, getNewLine: () => '\n' };
  expect(chosen).not.toEqual([]);
  expect(ts.formatDiagnostics(mistakes, host)).toBe('');
});

it("passes those of the Python client's README through mypy, strictly", async () => {
  const chosen = samples.filter(
    ({ path, language }) => path === 'packages/sdk-python/README.md' && language === 'python',
  );
  for (const { name, code } of chosen) await writeFile(join(terminal.folder, `${name}.py`), code);
  const files = JSON.stringify(chosen.map(({ name }) => `${name}.py`));
  const code = `import mypy.main; mypy.main.main(args=["--strict", "--config-file=", *${files}], clean_exit=True)`;
  const { stdout } = await terminal.run({ language: 'python', code }, { MYPYPATH: PYTHON_PATH });
  expect(stdout).toBe(`Success: no issues found in ${chosen.length} source files\n`);
});
