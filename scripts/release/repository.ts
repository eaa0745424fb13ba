// The scratch copy in which a release is rehearsed: this repository as it is, with what is not committed yet.
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { thisRepository, type Workshop } from '../workshop.ts';

/** Returns how many files differ from the last commit. */
export async function copyRepository({ clone, run }: Workshop): Promise<number> {
  await run('git', ['clone', '--quiet', thisRepository, clone]);
  // `changeset publish` makes tags, which have an author.
  await run('git', ['config', 'user.name', 'Rehearsal'], { cwd: clone });
  await run('git', ['config', 'user.email', 'rehearsal@localhost'], { cwd: clone });
  const deleted = filesOf('diff', '--name-only', '--diff-filter=D', 'HEAD');
  const changed = [
    ...filesOf('diff', '--name-only', '--diff-filter=d', 'HEAD'),
    ...filesOf('ls-files', '--others', '--exclude-standard'),
  ];
  for (const file of deleted) rmSync(join(clone, file));
  for (const file of changed) cpSync(join(thisRepository, file), join(clone, file), { verbatimSymlinks: true });
  return deleted.length + changed.length;
}

function filesOf(...command: string[]): string[] {
  const listing = execFileSync('git', [...command, '-z'], { cwd: thisRepository, encoding: 'utf8' });
  return listing.split('\0').filter(Boolean);
}
