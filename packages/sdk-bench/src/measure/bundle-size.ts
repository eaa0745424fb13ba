import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Candidate } from '../candidates.ts';
import type { Place } from '../install/installed.ts';

/** Bytes that a browser loads for one client and one call: bundled, minified, gzipped. */
export async function bundleSize({ program }: Candidate, { folder }: Place): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: program ?? '', resolveDir: folder },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
    logLevel: 'error',
  });
  return gzipSync(outputFiles[0]!.contents, { level: 9 }).length;
}
