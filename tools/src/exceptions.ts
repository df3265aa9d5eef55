/** A finding that stands, because obeying the rule would make the code worse. */
export interface Exception {
  /** Path from the root, `*` for any part of one segment. */
  readonly path: string
  /** `<gate>/<rule>`, as the finding prints it. */
  readonly rule: string
  readonly reason: string
}

/** Kept short: one that no longer matches anything fails the check. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    path: 'packages/client/src/retry.ts',
    rule: 'budgets/random',
    reason: 'jitter of a retry delay: it only has to spread callers, and nobody replays it',
  },
  {
    path: 'packages/infra/src/jitter.ts',
    rule: 'budgets/random',
    reason: 'jitter of the pause after a failure, as in the client',
  },
  {
    path: 'bench/src/harness/base-sums-in-duckdb.ts',
    rule: 'budgets/raw-sql',
    reason: 'COPY takes no parameters; the file name is the bench’s own',
  },
  {
    path: 'node_modules/lightningcss*',
    rule: 'licences/allowed',
    reason: 'MPL-2.0, unmodified; comes with the test runner and is shipped with nothing',
  },
]
