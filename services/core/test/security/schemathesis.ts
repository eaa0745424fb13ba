// `pnpm test:fuzz`: schemathesis, which knows OpenAPI and nothing of Relay, against a core of its own. It comes from PyPI into a
// virtual environment below node_modules/.cache; RELAY_SCHEMATHESIS names an installed `st` instead. Further arguments go to it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDevelopmentCore } from '@relay/testing';

const VERSION = '4.32.5';
const settings = fileURLToPath(new URL('schemathesis.toml', import.meta.url));
/** What is installed, and what schemathesis remembers. */
const cache = fileURLToPath(new URL('../../node_modules/.cache/schemathesis', import.meta.url));
const environment = join(cache, 'venv');
mkdirSync(cache, { recursive: true });

function run(command: string, args: string[]): number {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', cwd: cache });
  if (error) throw error;
  return status ?? 1;
}

function installed(): string {
  const given = process.env.RELAY_SCHEMATHESIS ?? join(environment, 'bin/st');
  if (existsSync(given)) return given;
  const steps: Array<[string, string[]]> = [
    ['python3', ['-m', 'venv', environment]],
    [join(environment, 'bin/pip'), ['install', '--quiet', `schemathesis==${VERSION}`]],
  ];
  for (const [command, args] of steps)
    if (run(command, args) !== 0)
      throw new Error(`${command} ${args.join(' ')} failed; test:fuzz needs Python 3.10 or newer`);
  return given;
}

const st = installed();
const core = await startDevelopmentCore({
  RELAY_RATE_LIMITS: 'workspace=100000/100000,badKeys=100000/100000,pages=100000/100000',
});
const { baseUrl, apiKey } = core.credentials;
const code = run(st, [
  ...['--config-file', settings, 'run', `${baseUrl}/openapi.json`, '--url', baseUrl],
  ...['--header', `Authorization: Bearer ${apiKey}`, ...process.argv.slice(2)],
]);
const failures = core.process
  .output()
  .split('\n')
  .filter((line) => line.includes('"level":"error"'));
await core.stop();
if (failures.length > 0) console.error(`Core logged ${failures.length} errors:\n${failures.slice(0, 20).join('\n')}`);
process.exitCode = code || (failures.length > 0 ? 1 : 0);
