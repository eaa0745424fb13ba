// dist/relay_sdk-<version>-py3-none-any.whl and dist/relay_sdk-<version>.tar.gz
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { directory } from './environment.ts';
import { runPython } from './python.ts';

const license = join(directory, 'LICENSE');
copyFileSync(join(directory, '../../LICENSE'), license);
rmSync(join(directory, 'dist'), { recursive: true, force: true });
// hatchling itself, not `pip wheel` or `build`: those would download it once more.
runPython('-m', 'hatchling', 'build');
rmSync(license);
