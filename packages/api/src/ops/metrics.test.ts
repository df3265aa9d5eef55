import { describe, expect, it } from 'vitest'
import { createMetrics } from './metrics.ts'

describe('createMetrics', () => {
  it('counts calls by procedure and result', async () => {
    const metrics = createMetrics()
    metrics.observeCall('stats.maps', 'OK', 3)
    metrics.observeCall('stats.maps', 'OK', 30)
    metrics.observeCall('stats.maps', 'TIMEOUT', 2_000)
    const { body, contentType } = await metrics.render()
    expect(contentType).toContain('text/plain')
    expect(body).toContain('loadout_procedure_calls_total{path="stats.maps",code="OK"} 2')
    expect(body).toContain('loadout_procedure_calls_total{path="stats.maps",code="TIMEOUT"} 1')
    expect(body).toContain(
      'loadout_procedure_duration_seconds_bucket{le="0.005",path="stats.maps"} 1',
    )
    expect(body).toContain('loadout_procedure_duration_seconds_sum{path="stats.maps"} 2.033')
  })

  it('times requests by route and status', async () => {
    const metrics = createMetrics()
    metrics.observeRequest({ method: 'GET', route: '/trpc', status: 200 }, 0.004)
    const { body } = await metrics.render()
    expect(body).toContain(
      'loadout_http_request_duration_seconds_count{method="GET",route="/trpc",status="200"} 1',
    )
  })

  it('does not share counters between two apps', async () => {
    createMetrics().observeCall('stats.maps', 'OK', 1)
    expect((await createMetrics().render()).body).not.toContain('path="stats.maps"')
  })
})
