import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // Two even on two cores, where Vitest would take one: much of a test's time is waiting for the commands that it starts.
    maxWorkers: 2,
  },
});
