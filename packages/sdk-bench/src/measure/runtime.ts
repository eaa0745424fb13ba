import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Candidate } from '../candidates.ts';
import type { Place } from '../install/installed.ts';

/** The oldest runtime that the package asks for, in its own words. */
export function runtimeOf({ language, package: name }: Candidate, { folder }: Place): string {
  if (language === 'javascript') {
    const { engines } = JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'));
    return engines?.node ? `Node ${engines.node}` : 'it does not say';
  }
  const metadata = readdirSync(folder).find((entry) => entry.startsWith(`${name.replace('-', '_')}-`))!;
  const [, requirement] =
    /^Requires-Python: (.*)$/m.exec(readFileSync(join(folder, metadata, 'METADATA'), 'utf8')) ?? [];
  return requirement ? `Python ${requirement}` : 'it does not say';
}
