import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';

/** The package's folder. */
export const directory = fileURLToPath(new URL('../..', import.meta.url));

/** The TypeScript samples of the README, in order. */
export async function readSamples(): Promise<string[]> {
  const readme = await readFile(join(directory, 'README.md'), 'utf8');
  return [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, sample]) => sample!);
}

/** The one sample that begins with this comment, such as `quick start`. */
export async function readSample(comment: string): Promise<string> {
  const [sample, ...more] = (await readSamples()).filter((text) => text.startsWith(`// ${comment}\n`));
  if (!sample || more.length > 0)
    throw new Error(`The README needs exactly one sample that begins with "// ${comment}".`);
  return sample;
}

/** Compiles a sample against the built package and runs it in a process of its own. Rejects if it fails. */
export async function runSample(
  sample: string,
  environment: Record<string, string>,
): Promise<{ stdout: string; stderr: string }> {
  const { outputFiles } = await build({
    stdin: { contents: sample, loader: 'ts', resolveDir: directory },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    write: false,
  });
  const folder = await mkdtemp(join(tmpdir(), 'relay-sample-'));
  try {
    const file = join(folder, 'sample.mjs');
    await writeFile(file, outputFiles[0]!.text);
    return await promisify(execFile)(process.execPath, [file], { env: { ...process.env, ...environment } });
  } finally {
    await rm(folder, { recursive: true });
  }
}
