import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    globalSetup: ['support/core.ts'],
    setupFiles: ['@relay/testing/guard'],
    maxWorkers: 2, // the most of the work is done by other processes
    testTimeout: 120_000, // some walk through all states of a page; what a page waits for has limits of its own
    hookTimeout: 60_000,
  },
});
