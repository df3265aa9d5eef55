/** The budgets; a file that has to break one is listed in exceptions.ts with its reason. */
export const LIMITS = {
  /** Lines of a source file; migrations and generated files apart. */
  fileLines: { median: 70, p95: 210, max: 350 },
  /** Lines of a tRPC router: input, call, output. */
  routerLines: 120,
  /** Lines of a function with a body, from its first to its last; expressions are not counted. */
  functionLines: { p95: 40, max: 70 },
  /** Lines of tests for every line of source, over packages/. */
  testRatio: 1.2,
  /**
   * Direct runtime dependencies from outside the workspace, by package. Three of infra are not ours to write: what
   * hashes passwords, the list of those that everybody guesses, and what turns Markdown into safe HTML.
   */
  runtimeDependencies: { api: 12, infra: 12, worker: 5, core: 5, client: 2 },
} as const
