import { join } from 'node:path'
import type { Service } from '../../../../scripts/services/daemon.ts'
import { startPostgres } from '../../../../scripts/services/postgres.ts'
import { startRedis } from '../../../../scripts/services/redis.ts'
import type { Reaper } from './reaper.ts'

/** A PostgreSQL (fsync on) and a Redis (append-only file, every second) of the test's own. */
export interface Servers {
  readonly databaseUrl: string
  readonly redisUrl: string
  /** Sends the signal to the postmaster, waits for its end and starts it again on the same port. */
  restartPostgres(signal: NodeJS.Signals): Promise<void>
  /** Kills Redis with -9 and starts it again from its append-only file. */
  killRedis(): Promise<void>
  /** Waits for a restart that is under way, then stops both. */
  stop(): Promise<void>
}

export async function startServers(dir: string, reaper: Reaper): Promise<Servers> {
  const started = async (service: Promise<Service>) => {
    reaper.watch((await service).pid)
    return service
  }
  const openPostgres = (fixed: { port?: number } = {}) =>
    started(startPostgres({ dir: join(dir, 'postgres'), ...fixed }))
  const openRedis = (fixed: { port?: number } = {}) =>
    started(startRedis({ dir: join(dir, 'redis'), ...fixed }))

  let postgres = await openPostgres()
  let redis = await openRedis()
  let restarting: Promise<void> = Promise.resolve()

  async function restartPostgres(signal: NodeJS.Signals): Promise<void> {
    await end(postgres, signal)
    postgres = await openPostgres({ port: postgres.port })
  }

  async function killRedis(): Promise<void> {
    await end(redis, 'SIGKILL')
    redis = await openRedis({ port: redis.port })
  }

  return {
    databaseUrl: postgres.url,
    redisUrl: redis.url,
    restartPostgres(signal) {
      restarting = restartPostgres(signal)
      return restarting
    },
    killRedis() {
      restarting = killRedis()
      return restarting
    },
    async stop() {
      // What is being started would otherwise outlive the test.
      await restarting.catch(() => undefined)
      await Promise.all([postgres.stop(), redis.stop()])
    },
  }
}

async function end(service: Service, signal: NodeJS.Signals): Promise<void> {
  process.kill(service.pid, signal)
  await service.exited
}
