// Keeps the contract as that of the release: part of the script that raises the versions, and never run by hand.
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RELEASED, ROOT, SOURCE } from './check.ts';

export function keepReleased(root: string): void {
  mkdirSync(dirname(join(root, RELEASED)), { recursive: true });
  copyFileSync(join(root, SOURCE), join(root, RELEASED));
}

if (import.meta.main) {
  keepReleased(ROOT);
  console.log(`contract: kept in ${RELEASED} as the released one`);
}
