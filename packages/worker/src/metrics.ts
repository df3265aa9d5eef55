/** What became of a run. A `dead` job is also counted as failed, unless it never came to run. */
export type Outcome = 'completed' | 'failed' | 'dead'

export interface Metrics {
  count(job: string, outcome: Outcome, milliseconds?: number): void
  /** Prometheus text format. */
  render(gauges: Readonly<Record<string, number>>): string
}

/** Counters of one worker process. */
export function createMetrics(): Metrics {
  const runs = new Map<string, number>()
  const seconds = new Map<string, number>()

  return {
    count(job, outcome, milliseconds = 0) {
      add(runs, `job="${job}",outcome="${outcome}"`, 1)
      add(seconds, `job="${job}"`, milliseconds / 1_000)
    },
    render(gauges) {
      return [
        '# TYPE loadout_worker_runs_total counter',
        ...[...runs].map(([labels, value]) => `loadout_worker_runs_total{${labels}} ${value}`),
        '# TYPE loadout_worker_run_seconds_total counter',
        ...[...seconds].map(
          ([labels, value]) => `loadout_worker_run_seconds_total{${labels}} ${value}`,
        ),
        ...Object.entries(gauges).flatMap(([name, value]) => [
          `# TYPE ${name} gauge`,
          `${name} ${value}`,
        ]),
        '',
      ].join('\n')
    },
  }
}

function add(counters: Map<string, number>, key: string, value: number): void {
  counters.set(key, (counters.get(key) ?? 0) + value)
}
