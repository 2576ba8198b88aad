import { defineConfig } from 'vitest/config';

/** What takes minutes up to a quarter of an hour, in real time and at the pace of the product: `npm run soak:flapping`, `soak:windows`, `soak:many`. */
export default defineConfig({
  test: {
    name: 'soak',
    include: ['test/soak/*.soak.ts'],
    maxWorkers: 1,
    testTimeout: 1_800_000,
    hookTimeout: 300_000,
  },
});
