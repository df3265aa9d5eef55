import type { Services } from '../context.ts'
import { pendingMigrations } from '../db/migrate.ts'
import { countDeadJobs } from '../jobs/index.ts'
import { outboxBacklog } from '../outbox/index.ts'
import { pendingRollups } from '../stats/index.ts'
import type { Health } from './contract.ts'
import { pingDatabase } from './queries.ts'

type Check = Health['checks']['postgres']

/** What only the process knows about itself. */
export interface HealthProbes {
  /** Resolves when Redis answers. */
  readonly redis: () => Promise<void>
  readonly version: string
}

/** How the installation is. Never throws: what does not answer is a failed check. */
export async function health(services: Services, probes: HealthProbes): Promise<Health> {
  const [postgres, redis, migrations] = await Promise.all([
    check(() => pingDatabase(services.db)),
    check(probes.redis),
    check(() => assertMigrated(services)),
  ])
  const backlog = postgres.ok && migrations.ok ? await readBacklog(services) : EMPTY_BACKLOG
  return {
    ok: postgres.ok && redis.ok && migrations.ok,
    version: probes.version,
    checks: { postgres, redis, migrations },
    backlog,
  }
}

const EMPTY_BACKLOG: Health['backlog'] = { outbox: 0, rollup: 0, deadJobs: 0 }

async function readBacklog({ db }: Services): Promise<Health['backlog']> {
  const [outbox, rollup, deadJobs] = await Promise.all([
    outboxBacklog(db),
    pendingRollups(db),
    countDeadJobs(db),
  ])
  return { outbox, rollup, deadJobs }
}

async function assertMigrated({ db }: Services): Promise<void> {
  const missing = await pendingMigrations(db)
  if (missing.length > 0) throw new Error(`${missing.length} migrations are missing`)
}

async function check(probe: () => Promise<void>): Promise<Check> {
  const start = performance.now()
  try {
    await probe()
    return { ok: true, latencyMs: performance.now() - start, detail: null }
  } catch {
    // What went wrong in detail is for the log: this answer is public.
    return { ok: false, latencyMs: null, detail: 'no answer' }
  }
}
