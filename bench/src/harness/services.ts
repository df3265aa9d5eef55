import { join } from 'node:path'
import { silentLog } from '@loadout/core'
import { migrate } from '@loadout/core/db'
import { syncContent } from '@loadout/core/stats'
import { createInfra, type Infra, infraEnv, parseEnv } from '@loadout/infra'
import { startPostgres } from '../../../scripts/services/postgres.ts'
import { startRedis } from '../../../scripts/services/redis.ts'
import type { Bench } from './scenario.ts'

/** PostgreSQL (fsync on) and Redis with an empty, migrated database, as in production but without programs. */
export interface Services extends AsyncDisposable {
  /** This process's own connections. */
  readonly infra: Infra
  /** What a program needs in its environment to use the same. */
  readonly connections: Readonly<Record<'DATABASE_URL' | 'REDIS_URL' | 'LOADOUT_HOME', string>>
  readonly pids: { readonly postgres: number; readonly redis: number }
}

/** Every statement is counted and timed, at a cost of about 1 %: see `statementTimes`. */
const SETTINGS = { shared_preload_libraries: 'pg_stat_statements' }

/** Starts both on free ports of 127.0.0.1. Disposing stops them. */
export async function startServices(bench: Bench): Promise<Services> {
  await using started = new AsyncDisposableStack()
  const service = async (running: ReturnType<typeof startPostgres>) => {
    const one = await running
    started.defer(() => one.stop())
    return one
  }
  const dir = join(bench.dir, 'postgres')
  const postgres = await service(startPostgres({ dir, settings: SETTINGS }))
  const redis = await service(startRedis({ dir: join(bench.dir, 'redis') }))
  const connections = {
    DATABASE_URL: postgres.url,
    REDIS_URL: redis.url,
    LOADOUT_HOME: join(bench.dir, 'home'),
  }
  const infra = createInfra(
    parseEnv(infraEnv, { ...connections, PREPARE_THREADS: '0', PG_POOL_SIZE: '4' }),
    { profile: 'cli', log: silentLog },
  )
  started.defer(() => infra.close())
  await migrate(infra.db)
  await syncContent(infra)
  const all = started.move()
  return {
    infra,
    connections,
    pids: { postgres: postgres.pid, redis: redis.pid },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}
