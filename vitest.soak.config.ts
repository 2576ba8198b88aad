import { defineConfig } from 'vitest/config';

/** What takes a quarter of an hour and more, in real time and at the pace of the product: `npm run soak:flapping`, `npm run soak:windows`. */
export default defineConfig({
  test: {
    name: 'soak',
    include: ['test/soak/*.soak.ts'],
    maxWorkers: 1,
    testTimeout: 1_800_000,
    hookTimeout: 300_000,
  },
});
