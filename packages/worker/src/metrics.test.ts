import { describe, expect, it } from 'vitest'
import { createMetrics } from './metrics.ts'

describe('createMetrics', () => {
  it('renders counters and gauges as Prometheus text', () => {
    const metrics = createMetrics()
    metrics.count('stats.rollup', 'completed', 1_500)
    metrics.count('stats.rollup', 'completed', 500)
    metrics.count('stats.rollup', 'failed', 250)
    metrics.count('ops.cleanup', 'dead')
    expect(metrics.render({ loadout_outbox_backlog: 7 })).toBe(
      [
        '# TYPE loadout_worker_runs_total counter',
        'loadout_worker_runs_total{job="stats.rollup",outcome="completed"} 2',
        'loadout_worker_runs_total{job="stats.rollup",outcome="failed"} 1',
        'loadout_worker_runs_total{job="ops.cleanup",outcome="dead"} 1',
        '# TYPE loadout_worker_run_seconds_total counter',
        'loadout_worker_run_seconds_total{job="stats.rollup"} 2.25',
        'loadout_worker_run_seconds_total{job="ops.cleanup"} 0',
        '# TYPE loadout_outbox_backlog gauge',
        'loadout_outbox_backlog 7',
        '',
      ].join('\n'),
    )
  })

  it('renders before anything ran', () => {
    expect(createMetrics().render({})).toMatch(/^# TYPE/)
  })
})
