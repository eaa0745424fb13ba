import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    globalSetup: ['support/core.ts'],
    setupFiles: ['@relay/testing/guard'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
