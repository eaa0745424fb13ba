// Fails when a committed file is not what the contract, the catalog and the pages of the error codes make of it.
import { existsSync, readFileSync } from 'node:fs';
import { files, pathOf } from './files.ts';

const drifted = Object.entries(files).filter(
  ([name, text]) => !existsSync(pathOf(name)) || readFileSync(pathOf(name), 'utf8') !== text,
);
if (drifted.length > 0) {
  const names = drifted.map(([name]) => `postman/${name}`).join(', ');
  console.error(`drift: ${names}: not what the contract makes of it; run pnpm generate and commit what it writes`);
  process.exit(1);
}
console.log('postman: no drift');
