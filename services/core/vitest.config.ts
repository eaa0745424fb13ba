import { defineConfig } from 'vitest/config';

const settings = {
  globalSetup: ['test/postgres.ts'],
  setupFiles: ['@relay/testing/guard'],
  testTimeout: 15_000,
  expect: { poll: { timeout: 10_000 } }, // a machine may be busy
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...settings,
          name: 'core',
          include: ['{src,test,migrations}/**/*.test.ts'],
          exclude: ['test/chaos/**'],
        },
      },
      {
        test: {
          ...settings,
          // Most of a crash test is waiting for a process that starts, or a lease that ends: two of them share the time. The long
          // ones load the machine by themselves.
          name: 'chaos',
          include: ['test/chaos/**/*.test.ts'],
          maxWorkers: process.env.RELAY_CHAOS_EXECUTIONS ? 1 : 2,
          sequence: { groupOrder: 1 },
        },
      },
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
            // What adapters promise; long, and the same from any core.
            'test/conformance/**',
          ],
          env: { RELAY_TEST_CORES: '2' },
        },
      },
    ],
  },
});
