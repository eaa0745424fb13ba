// The differences of two contracts as Redocly finds and rates them.
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Json } from './change.ts';

export interface Difference {
  /** The operation, parameter or schema, found by the path to it. */
  path: string;
  typeName: string;
  kind: 'added' | 'removed' | 'modified';
  /** The keyword that differs, of what was modified. */
  property?: string;
  impact: 'major' | 'minor' | 'patch';
  verdicts: { ruleId: string; message: string }[];
  base?: { pointer: string; value?: Json };
  revision?: { pointer: string; value?: Json };
}

const require = createRequire(import.meta.url);
const REDOCLY = join(dirname(require.resolve('@redocly/cli/package.json')), 'bin/cli.js');
const CONFIG = fileURLToPath(new URL('redocly.yaml', import.meta.url));

/** Compares two files, the older one first. */
export function differencesOf(base: string, revision: string): Promise<Difference[]> {
  const options = ['--config', CONFIG, '--format', 'json', '--fail-on', 'none'];
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [REDOCLY, 'diff', base, revision, ...options],
      { env, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (error) reject(new Error(`redocly diff failed: ${stderr || error.message}`));
        else resolve(JSON.parse(stdout).changes);
      },
    );
  });
}
