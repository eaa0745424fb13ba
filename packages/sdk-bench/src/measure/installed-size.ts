import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Candidate } from '../candidates.ts';
import type { Place } from '../install/installed.ts';

export interface Size {
  /** Bytes of all files that an install brings, those of its dependencies included. */
  bytes: number;
  packages: number;
}

export function installedSize({ language }: Candidate, { folder }: Place): Size {
  return language === 'javascript' ? sizeOfModules(join(folder, 'node_modules')) : sizeOfFolder(folder);
}

function sizeOfModules(folder: string): Size {
  const files = filesBelow(folder).filter((file) => !file.startsWith('.'));
  // A package.json within a package names only the kind of its modules, or an entry.
  const packages = files.filter((file) =>
    /^(@[^/]+\/)?[^/@]+\/(node_modules\/(@[^/]+\/)?[^/]+\/)*package\.json$/.test(file),
  );
  return { bytes: bytesOf(folder, files), packages: packages.length };
}

/** What Python compiles when a package is installed does not count. */
function sizeOfFolder(folder: string): Size {
  const files = filesBelow(folder).filter((file) => !/(^|\/)__pycache__\/|^bin\/|^complete$/.test(file));
  const packages = files.filter((file) => /^[^/]+\.dist-info\/METADATA$/.test(file));
  return { bytes: bytesOf(folder, files), packages: packages.length };
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));

const bytesOf = (folder: string, files: string[]): number =>
  files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
