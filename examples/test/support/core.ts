// One Relay for all of these tests, started once, as `pnpm start` runs it.
import { type Credentials, startDevelopmentCore } from '@relay/testing/core-process';
import { install } from '@relay/testing/install';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    relay: Credentials;
    chromium: string;
  }
}

/** What these tests need of a Relay. */
export const RELAY = { RELAY_OUTBOUND_ALLOW: '127.0.0.1', RELAY_EMULATORS: 'on' };

export default async function setup(project: TestProject) {
  // What the tests need of the machine comes first: a failure to install it is told as such, and not by a test.
  project.provide('chromium', await install('chromium', ['chromium', 'chromium-browser', 'google-chrome']));
  await install('jq');
  await install('curl');
  const core = await startDevelopmentCore(RELAY);
  project.provide('relay', core.credentials);
  return () => core.stop();
}
