// Runs the Python of this example's environment, .venv, with relay-sdk as it lies in this repository: `node tools/python.ts -m service`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureEnvironment, directory as sdk } from '@relay/sdk-python/tools/environment.ts';

const folder = fileURLToPath(new URL('..', import.meta.url));
const python = ensureEnvironment(folder);
const child = spawn(python, process.argv.slice(2), {
  cwd: folder,
  env: { ...process.env, PYTHONPATH: join(sdk, 'src') },
  stdio: 'inherit',
});
// What ends this program ends the other one, which says how.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
const [code] = await once(child, 'close');
process.exit(code ?? 1);
