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
    maxWorkers: 3, // Tests wait as much as they compute: one more than the two cores of a small machine.
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
