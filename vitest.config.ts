import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Tests wait for servers more than they compute: three files at a time keep two cores busy.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    passWithNoTests: false,
    projects: [
      { extends: true, test: { name: 'check', include: ['test/architecture.test.ts'] } },
      {
        extends: true,
        test: { name: 'all', include: ['test/**/*.test.ts'], exclude: ['test/architecture.test.ts'] },
      },
    ],
  },
});
