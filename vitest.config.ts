import { defineConfig } from 'vitest/config';

const architecture = 'test/architecture.test.ts';
/** What starts no process and keeps nothing between two tests: its files share their modules, or loading them takes longer than all else. */
const pure = ['core', 'present', 'text', 'commands', 'config', 'console', 'slack/blocks', 'queue/wire'].map(
  folder => `test/${folder}/**/!(*.real).test.ts`,
);

export default defineConfig({
  test: {
    // Tests wait for servers more than they compute: four files at a time keep two cores busy.
    maxWorkers: 4,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    passWithNoTests: false,
    projects: [
      { extends: true, test: { name: 'check', include: [architecture] } },
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
      { extends: true, test: { name: 'all', include: ['test/**/*.test.ts'], exclude: [architecture, ...pure] } },
    ],
  },
});
