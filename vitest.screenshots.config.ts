import { defineConfig } from 'vitest/config';

/** Makes the pictures of README and docs anew, of the playground as it is: `npm run screenshots`. */
export default defineConfig({
  test: {
    name: 'screenshots',
    include: ['test/screenshots/*.shots.ts', 'test/e2e/playground.test.ts'],
    env: { UPDATE_SCREENSHOTS: '1' },
    maxWorkers: 1,
    testTimeout: 240_000,
    hookTimeout: 300_000,
  },
});
