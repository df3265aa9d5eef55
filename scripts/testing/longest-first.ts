import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Start early what takes long, or waits: the last minute should not be one file's. */
export const LONG = [
  '/tests/src/fault/',
  '/packages/api/test/fuzz.',
  '/packages/api/test/lifecycle.',
  '/packages/worker/test/',
  '/packages/cli/test/',
  '/tests/src/crawler/',
  '/tests/src/imports/',
  '/tests/src/rebuild/',
  '/tests/src/players/',
  '/packages/api/test/operator.',
  '/packages/api/test/server.',
  '/scripts/services/',
  '/tests/src/recount/',
  '/tests/src/search/',
  '/storm.',
  '/plans.',
] as const

/** Where it comes among those that nothing is known of; the same for all that are short. */
export function rankOf(path: string): number {
  const rank = LONG.findIndex((part) => path.includes(part))
  return rank === -1 ? LONG.length : rank
}

/** As a run before has found it; where there was none, as `LONG` says instead of by the size of the files. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isKnown = (file: TestSpecification) =>
      this.ctx.cache.getTestSpecificationResult(file) !== undefined
    if (sorted.every(isKnown)) return sorted
    // The order of projects stays: each has its own workers.
    const projects = [...new Set(sorted.map(({ project }) => project))]
    return projects.flatMap((project) =>
      sorted
        .filter((file) => file.project === project)
        .sort((one, other) => rankOf(one.moduleId) - rankOf(other.moduleId)),
    )
  }
}
