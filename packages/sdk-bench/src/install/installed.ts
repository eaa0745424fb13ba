// Every candidate in a folder of its own, as somebody has it who installs nothing else. The folders are kept for the next run.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CANDIDATES, type Candidate, nameOf } from '../candidates.ts';
import { installFromNpm, packOurs } from './npm.ts';
import { installFromPypi, makeEnvironment, ourWheel } from './pypi.ts';

export interface Place {
  folder: string;
  /** What runs a file of its language, and with which environment. */
  program: string;
  environment: NodeJS.ProcessEnv;
}

export interface Installed {
  of(candidate: Candidate): Place;
}

const cache = fileURLToPath(new URL('../../node_modules/.cache/sdk-bench/', import.meta.url));

export function installAll(say: (what: string) => void): Installed {
  const python = makeEnvironment(join(cache, 'python'));
  const places = new Map(
    CANDIDATES.map((candidate) => {
      const folder = join(cache, candidate.language, nameOf(candidate).replaceAll(/[^a-z0-9.]+/gi, '-'));
      if (!candidate.version || !existsSync(join(folder, 'complete'))) {
        say(`Installing ${nameOf(candidate)}`);
        rmSync(folder, { recursive: true, force: true });
        mkdirSync(folder, { recursive: true });
        if (candidate.language === 'javascript')
          installFromNpm(folder, candidate, candidate.version ? undefined : packOurs(cache));
        else
          installFromPypi(
            python,
            folder,
            candidate.version ? `${candidate.package}==${candidate.version}` : ourWheel(),
          );
        writeFileSync(join(folder, 'complete'), '');
      }
      const { PATH, HOME } = process.env;
      const place: Place =
        candidate.language === 'javascript'
          ? { folder, program: process.execPath, environment: { PATH, HOME } }
          : { folder, program: python, environment: { PATH, HOME, PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: '1' } };
      return [candidate, place];
    }),
  );
  return { of: (candidate) => places.get(candidate)! };
}
