import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    globalSetup: ['support/core.ts'],
    setupFiles: ['@relay/testing/guard'],
    maxWorkers: 2, // the most of the work is done by other processes
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
