// What `check` does beside tsc: format and lint by ruff, types by mypy and by pyright, both at their strictest.
import { fileURLToPath } from 'node:url';
import { ensureEnvironment } from './environment.ts';
import { run } from './python.ts';

const python = ensureEnvironment();
const pyright = fileURLToPath(import.meta.resolve('pyright/index.js'));

run(python, '-m', 'ruff', 'format', '--check', '--quiet');
run(python, '-m', 'ruff', 'check', '--quiet');
run(python, '-m', 'mypy');
run(process.execPath, pyright, '--pythonpath', python, '--warnings');
