import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest begins first, or it would be waited for alone: most of all where workers die. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((one, other) => other.moduleId.localeCompare(one.moduleId));
  }
}

/** Kills for minutes what the other tests kill for seconds, so it runs by itself: `npm run chaos`. */
export default defineConfig({
  test: {
    name: 'chaos',
    include: ['test/chaos/*.chaos.ts'],
    globalSetup: ['test/chaos/build-mortal.ts'],
    // Whoever dies is mostly waited for.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    testTimeout: 600_000,
    hookTimeout: 300_000,
  },
});
