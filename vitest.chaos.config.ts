import { defineConfig } from 'vitest/config';

/** Kills for minutes what the other tests kill for seconds, so it runs by itself: `npm run chaos`. */
export default defineConfig({
  test: { name: 'chaos', include: ['test/chaos/*.chaos.ts'], hookTimeout: 120_000, fileParallelism: false },
});
