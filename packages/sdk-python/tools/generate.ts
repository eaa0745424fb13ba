// openapi.json and the version of package.json -> src/relay_sdk/_generated
import { join } from 'node:path';
import { generatePython } from '@relay/codegen/python';
import manifest from '../package.json' with { type: 'json' };

generatePython(join(import.meta.dirname, '../src/relay_sdk/_generated'), manifest.version);
