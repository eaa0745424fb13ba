// Programs that no npm package brings: found on the machine, else installed from its Debian packages.
import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** Test files run at the same time, and apt takes one at a time. */
const LOCK = '/tmp/relay-install.lock';

/** The path of the program that `debianPackage` brings, by one of its names. */
export async function install(debianPackage: string, names = [debianPackage]): Promise<string> {
  const found = await findProgram(names);
  if (found) return found;
  const needed = `These tests need ${names.join(' or ')}: install the package ${debianPackage} (apt-get install ${debianPackage}).`;
  if (process.getuid?.() !== 0 || !(await findProgram(['apt-get']))) throw new Error(needed);
  const apt = `apt-get -o DPkg::Lock::Timeout=300`;
  const isThere = names.map((name) => `command -v ${name}`).join(' || ');
  const command = `${isThere} || { ${apt} update && ${apt} install -y --no-install-recommends ${debianPackage}; }`;
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await promisify(execFile)('flock', [LOCK, 'sh', '-c', command], { env: environment }).catch((cause) => {
    throw new Error(needed, { cause });
  });
  const installed = await findProgram(names);
  if (!installed) throw new Error(needed);
  return installed;
}

async function findProgram(names: string[]): Promise<string | undefined> {
  const directories = (process.env.PATH ?? '').split(delimiter);
  for (const candidate of names.flatMap((name) => directories.map((directory) => join(directory, name)))) {
    const isProgram = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isProgram) return candidate;
  }
  return undefined;
}
