import { type Bench, RUNS } from './scenario.ts'

/** Measures as often as a median takes, and says after each run what came out. */
export async function inRuns<Run>(
  bench: Bench,
  measure: (run: number) => Promise<Run>,
  say: (run: Run) => string,
): Promise<readonly Run[]> {
  const runs: Run[] = []
  for (let index = 0; index < RUNS; index++) {
    const run = await measure(index)
    bench.say(`run ${index + 1}: ${say(run)}`)
    runs.push(run)
  }
  return runs
}
