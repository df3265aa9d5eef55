import { defineConfig } from 'vitest/config'

/** The services come from scripts/test.ts; a test that needs one reads its URL from LOADOUT_TEST_*. */
export default defineConfig({
  test: {
    include: [
      'packages/*/**/*.test.ts',
      'scripts/**/*.test.ts',
      'tests/**/*.test.ts',
      'tools/**/*.test.ts',
      'bench/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**'],
    pool: 'forks',
    // A worker loads the code once instead of once per file, which was a third of all time. So nothing may be
    // left behind in it: no module of the product has state, and the setup file fails who leaves a fake behind.
    isolate: false,
    setupFiles: ['scripts/testing/nothing-left.ts'],
    maxWorkers: 2, // Each worker brings its own connections, and small machines have two cores.
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
