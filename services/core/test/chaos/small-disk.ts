// A file system of a few megabytes, where this process may mount one (root in a container or a virtual machine).
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface SmallDisk {
  place: string;
  /** Leaves no byte. */
  fill(): Promise<void>;
  /** Gives back what `fill` took. */
  free(): Promise<void>;
  remove(): Promise<void>;
}

/** Undefined where mounting is not allowed. */
export async function mountSmallDisk(megabytes: number): Promise<SmallDisk | undefined> {
  const place = await mkdtemp(join(tmpdir(), 'relay-disk-'));
  const options = ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', place];
  const isMounted = await run('mount', options).then(
    () => true,
    () => false,
  );
  if (!isMounted) {
    await rm(place, { recursive: true });
    return undefined;
  }
  const ballast = join(place, 'ballast');
  return {
    place,
    fill: async () => {
      // Page by page to the last one: writing fails when there is none.
      const page = Buffer.alloc(4096);
      const { promise, resolve } = Promise.withResolvers<void>();
      const more = (): Promise<void> => writeFile(ballast, page, { flag: 'a' }).then(more, () => resolve());
      void writeFile(ballast, Buffer.alloc((megabytes - 1) * 1024 * 1024))
        .catch(() => {})
        .then(more);
      await promise;
    },
    free: () => rm(ballast, { force: true }),
    remove: async () => {
      await run('umount', ['-l', place]);
      await rm(place, { recursive: true });
    },
  };
}
