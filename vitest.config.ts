import { defineConfig } from 'vitest/config'
import { LongestFirst } from './scripts/testing/longest-first.ts'

/** Files that replace the clock or the timers of their process: what they do to it must end with it. */
const OWN_PROCESS = [
  'packages/api/src/http/receive-body.test.ts',
  'packages/api/src/server/server.test.ts',
  'packages/api/src/trpc/deadline.test.ts',
  'packages/cli/src/doctor/slow-check.test.ts',
  'packages/cli/src/import/progress.test.ts',
  'packages/client/test/sessions/*.test.ts',
  'packages/client/test/stream/*.test.ts',
]

/** The services come from scripts/test.ts; a test that needs one reads its URL from LOADOUT_TEST_*. */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2, // Each worker brings its own connections, and small machines have two cores.
    maxConcurrency: 3, // Of tests that wait; more would take the time of what they wait for from each other.
    testTimeout: 20_000,
    hookTimeout: 60_000,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          include: [
            'packages/*/**/*.test.ts',
            'scripts/**/*.test.ts',
            'tests/**/*.test.ts',
            'tools/**/*.test.ts',
            'bench/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', '**/dist/**', ...OWN_PROCESS],
          // A worker loads the code once instead of once per file. So nothing may be left behind in it: no module
          // of the product has state, and the setup file fails who leaves a fake behind.
          isolate: false,
          setupFiles: ['scripts/testing/nothing-left.ts'],
        },
      },
      { extends: true, test: { name: 'own process', include: OWN_PROCESS } },
    ],
  },
})
