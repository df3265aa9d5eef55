import type { BenchEnv } from '../env.ts'
import type { ScenarioResult } from './report.ts'

/** What a scenario is given. */
export interface Bench {
  readonly env: BenchEnv
  /** The checkout. */
  readonly root: string
  /** An empty folder of this scenario's own, removed after it. */
  readonly dir: string
  /** Where processes write CPU profiles; null when nobody asked for them. */
  readonly profileDir: string | null
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
  /** One line of progress, on standard error. */
  readonly say: (line: string) => void
}

export interface Scenario {
  readonly name: string
  /** One line: what is measured and what must hold. */
  readonly summary: string
  run(bench: Bench): Promise<ScenarioResult>
}

/** Runs of every measurement; the median of fewer says nothing. */
export const RUNS = 3

/** An amount under `BENCH_SCALE`, at least one. */
export function scaled(bench: Bench, amount: number): number {
  return Math.max(1, Math.round(amount * bench.env.scale))
}
