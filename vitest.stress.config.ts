import { defineConfig } from 'vitest/config'

/** The long forms of tests, which take minutes: `npm test -- --config vitest.stress.config.ts`. */
export default defineConfig({
  test: {
    include: ['tests/**/*.stress.ts'],
    exclude: ['**/node_modules/**'],
    pool: 'forks',
    maxWorkers: 1, // One storm at a time: it brings as many connections as a process has.
    testTimeout: 600_000,
    hookTimeout: 60_000,
  },
})
