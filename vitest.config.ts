import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/seed.ts', 'test/support/equality.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Tests with real processes, sockets and signals share a machine with whatever else runs on it.
    retry: process.env.CI === 'true' ? 2 : 0,
  },
});
