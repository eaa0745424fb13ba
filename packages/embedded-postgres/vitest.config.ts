import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Every test makes a cluster of its own, which takes a second on a quiet machine and several on a busy one.
  test: { include: ['src/**/*.test.ts'], testTimeout: 60_000 },
});
