import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,test,migrations}/**/*.test.ts'],
    globalSetup: ['test/postgres.ts'],
    setupFiles: ['@relay/testing/guard'],
    testTimeout: 15_000,
  },
});
