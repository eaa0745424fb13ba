import { defineConfig } from 'vitest/config';

const settings = {
  globalSetup: ['test/postgres.ts'],
  setupFiles: ['@relay/testing/guard'],
  testTimeout: 15_000,
};

export default defineConfig({
  test: {
    projects: [
      { test: { ...settings, name: 'core', include: ['{src,test,migrations}/**/*.test.ts'] } },
      {
        test: {
          ...settings,
          // The same suites with two cores on one database: no state of a process matters. Keys are left out: without Redis, a
          // revocation takes up to a minute to reach the other core.
          name: 'two cores',
          include: [
            'src/rooms/{actions,audit,executions,previews,webhooks}/**/*.http.test.ts',
            'test/{contract,effect-classes,idempotency}.http.test.ts',
          ],
          env: { RELAY_TEST_CORES: '2' },
        },
      },
    ],
  },
});
