import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes a directory with those above it, and returns the ones that were not there before. */
export async function makeDirectory(path: string): Promise<string[]> {
  // The recursive mkdir of Node hides reasons such as EROFS, and never returns below /proc.
  if (await exists(dirname(path))) return makeOne(path);
  return [...(await makeDirectory(dirname(path))), ...(await makeOne(path))];
}

async function makeOne(path: string): Promise<string[]> {
  try {
    await mkdir(path);
    return [path];
  } catch (error) {
    const isThere = await stat(path).then(
      (stats) => stats.isDirectory(),
      () => false,
    );
    if (isThere) return []; // since long, or another process was faster
    throw error;
  }
}

/** Whether there is something at `path`. Throws when it is not allowed to look. */
export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
