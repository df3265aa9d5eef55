import { describe, expect, it } from 'vitest'
import { inRuns } from './in-runs.ts'
import { type Bench, RUNS } from './scenario.ts'

const said: string[] = []
const bench: Bench = {
  env: { scale: 1, profile: false, inherited: {} },
  ...{ root: '/', dir: '/', profileDir: null, signal: new AbortController().signal },
  say: (line) => said.push(line),
}

describe('inRuns', () => {
  it('measures one run after the other, and says what came out', async () => {
    let running = 0
    const runs = await inRuns(
      bench,
      async (run) => {
        running += 1
        await Promise.resolve()
        expect(running).toBe(1)
        running -= 1
        return 10 * run
      },
      (run) => `${run} ms`,
    )
    expect(runs).toEqual(Array.from({ length: RUNS }, (_, index) => 10 * index))
    expect(said.slice(0, 2)).toEqual(['run 1: 0 ms', 'run 2: 10 ms'])
  })
})
