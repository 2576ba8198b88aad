import { defineConfig } from 'vitest/config';

/** Ten minutes of members that restart every 20 seconds, in real time and at the pace of the product: `npm run soak:flapping`. */
export default defineConfig({
  test: {
    name: 'soak',
    include: ['test/soak/*.soak.ts'],
    maxWorkers: 1,
    testTimeout: 1_800_000,
    hookTimeout: 300_000,
  },
});
