import { defineConfig } from 'vitest/config'

/** Tests of plain functions: no server, no process, no clock. */
const PURE = [
  'packages/core/src/**/*.test.ts',
  'packages/simulator/**/*.test.ts',
  'bench/**/*.test.ts',
  'tools/**/*.test.ts',
]

/** The services come from scripts/test.ts; a test that needs one reads its URL from LOADOUT_TEST_*. */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2, // Each worker brings its own connections, and small machines have two cores.
    testTimeout: 20_000,
    hookTimeout: 60_000,
    exclude: ['**/node_modules/**', '**/dist/**'],
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: PURE,
          // A worker loads the code once instead of once per file. So nothing may be left behind in it, and the
          // setup file fails who leaves a fake behind.
          isolate: false,
          setupFiles: ['scripts/testing/nothing-left.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['packages/*/**/*.test.ts', 'scripts/**/*.test.ts', 'tests/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**', ...PURE],
        },
      },
    ],
  },
})
