// The emulators of a test file.
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type EmulatorOptions, type Emulators, startEmulators } from '../index.js';
import { CALLBACK } from './flow.js';

/** Starts them before a file's tests, resets them before each, and stops them; what it gives is filled when the first test runs. */
export function useEmulators(options: EmulatorOptions = {}): Emulators {
  const emulators = {} as Emulators;
  beforeAll(async () => {
    Object.assign(emulators, await startEmulators({ redirectUris: [CALLBACK], ...options }));
  });
  afterAll(() => emulators.stop());
  beforeEach(() => {
    for (const emulator of emulators.all) emulator.reset();
  });
  return emulators;
}
