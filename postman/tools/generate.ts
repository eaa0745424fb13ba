// Writes the collection and the environments into this folder, where they are committed.
import { writeFileSync } from 'node:fs';
import { files, pathOf } from './files.ts';

for (const [name, text] of Object.entries(files)) writeFileSync(pathOf(name), text);
console.log(`postman: ${Object.keys(files).join(', ')}`);
