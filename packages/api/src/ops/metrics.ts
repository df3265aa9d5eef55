import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { ObserveCall } from '../trpc/context.ts'

/** Seconds. Fine where pages are fast, with the 2 s budget as an edge. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5]

export interface Metrics {
  observeCall: ObserveCall
  observeRequest(labels: RequestLabels, seconds: number): void
  /** A stream was opened; returns what notes that it has ended, and how. */
  observeStream(): (how: StreamEnd) => void
  /** Prometheus text format. */
  render(): Promise<{ readonly body: string; readonly contentType: string }>
}

/** Its reader has left or does not read, or is not to listen any more, or this process is about to stop. */
export type StreamEnd = 'left' | 'slow' | 'not allowed' | 'stopping'

export interface RequestLabels {
  readonly method: string
  /** From a closed list, never the raw path. */
  readonly route: string
  readonly status: number
}

/** A registry of its own, so that two apps in one process do not share counters. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectProcessMetrics(registry)
  const requests = new Histogram({
    name: 'loadout_http_request_duration_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  })
  const calls = new Counter({
    name: 'loadout_procedure_calls_total',
    help: 'Procedure calls, by path and result code',
    labelNames: ['path', 'code'],
    registers: [registry],
  })
  const callSeconds = new Histogram({
    name: 'loadout_procedure_duration_seconds',
    help: 'Time of one procedure call, by path',
    labelNames: ['path'],
    buckets: BUCKETS,
    registers: [registry],
  })
  const streams = new Gauge({
    name: 'loadout_streams',
    help: 'Streams that are open',
    registers: [registry],
  })
  const streamEnds = new Counter({
    name: 'loadout_streams_ended_total',
    help: 'Streams that have ended, by how',
    labelNames: ['how'],
    registers: [registry],
  })
  return {
    observeCall(path, code, milliseconds) {
      calls.inc({ path, code })
      callSeconds.observe({ path }, milliseconds / 1_000)
    },
    observeRequest: (labels, seconds) => requests.observe({ ...labels }, seconds),
    observeStream() {
      streams.inc()
      return (how) => {
        streams.dec()
        streamEnds.inc({ how })
      }
    },
    render: async () => ({ body: await registry.metrics(), contentType: registry.contentType }),
  }
}

/** Bun lacks some of Node's performance hooks: there, what it has not is left out. */
function collectProcessMetrics(registry: Registry): void {
  try {
    collectDefaultMetrics({ register: registry })
  } catch {
    // Partly registered is better than none: the metrics before the missing hook stay.
  }
}
