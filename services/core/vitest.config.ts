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
          // Every suite that speaks HTTP, with two cores on one database and one Redis: no state of a process matters.
          name: 'two cores',
          include: ['{src,test}/**/*.http.test.ts'],
          exclude: [
            // What one process does with a connection and the bytes on it; they talk to one only.
            'test/requests.http.test.ts',
            'test/security/{bodies,cors,headers,raw-requests,slow-clients}.http.test.ts',
            'test/security/fuzz/fuzz.http.test.ts',
            // What one process tells of itself.
            'test/observability.http.test.ts',
          ],
          env: { RELAY_TEST_CORES: '2' },
        },
      },
    ],
  },
});
