import { defineConfig } from 'vitest/config';

/** Breaks real clusters in every way that a rule knows, and waits until it is told and over: `npm run faults`. */
export default defineConfig({
  test: {
    name: 'faults',
    include: ['test/faults/*.faults.ts'],
    maxWorkers: 1,
    testTimeout: 600_000,
    hookTimeout: 300_000,
  },
});
