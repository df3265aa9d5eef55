import { retryQuarantine } from '@loadout/core/matches'
import { cleanup } from '@loadout/core/ops'
import { rollupMatches } from '@loadout/core/stats'
import type { InfraConfig } from '@loadout/infra'
import type { JobHandlers } from './job-handlers.ts'

/** Every job and its verb. */
export function createHandlers(config: InfraConfig) {
  const retention = {
    rawDays: config.RAW_RETENTION_DAYS,
    rejectedDays: config.REJECTED_RETENTION_DAYS,
    jobRunDays: config.JOB_RUN_RETENTION_DAYS,
  }
  return {
    'stats.rollup': rollupMatches,
    'stats.retryQuarantine': retryQuarantine,
    'ops.cleanup': (ctx, input) => cleanup(ctx, input, retention),
  } satisfies JobHandlers
}
