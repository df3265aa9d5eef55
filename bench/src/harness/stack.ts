import { join } from 'node:path'
import { silentLog } from '@loadout/core'
import { createApiKey } from '@loadout/core/accounts'
import { migrate } from '@loadout/core/db'
import { syncContent } from '@loadout/core/stats'
import { createInfra, type Infra, infraEnv, parseEnv } from '@loadout/infra'
import { freePort } from '../../../scripts/services/ports.ts'
import { startPostgres } from '../../../scripts/services/postgres.ts'
import { startRedis } from '../../../scripts/services/redis.ts'
import { NODE_FLAGS } from '../../../scripts/start/node-flags.ts'
import { type Child, startChild, untilReady } from './child.ts'
import type { Bench } from './scenario.ts'

/** Loadout as it runs in production: PostgreSQL (fsync on), Redis, API and worker, each its own process. */
export interface Stack extends AsyncDisposable {
  /** Of the API, without a slash at the end. */
  readonly url: string
  /** An API key that may write matches and read operations. */
  readonly token: string
  readonly pids: Readonly<Record<Role, number>>
  /** This process's own connections: for set-up and for looking at the truth. */
  readonly infra: Infra
  /** The environment of the programs, for further commands of the operator. */
  readonly env: NodeJS.ProcessEnv
  readonly profileDir: string | null
}

export const ROLES = ['api', 'worker', 'postgres', 'redis'] as const
export type Role = (typeof ROLES)[number]

const PROGRAMS = {
  api: 'packages/api/src/main.node.ts',
  worker: 'packages/worker/src/main.ts',
} as const

/** Starts everything on free ports of 127.0.0.1 with empty data. Disposing stops it in reverse order. */
export async function startStack(bench: Bench): Promise<Stack> {
  await using started = new AsyncDisposableStack()
  const service = async (running: ReturnType<typeof startPostgres>) => {
    const one = await running
    started.defer(() => one.stop())
    return one
  }
  const postgres = await service(startPostgres({ dir: join(bench.dir, 'postgres') }))
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
  const token = await prepareData(infra)
  const env = {
    ...bench.env.inherited,
    ...connections,
    PORT: String(await freePort()),
    WORKER_PORT: String(await freePort()),
    RATE_READS_PER_SECOND: '0',
    RATE_WRITES_PER_SECOND: '0',
    LOG_LEVEL: 'warn',
  }
  const api = started.use(await startProgram(bench, 'api', { env, port: env.PORT }))
  const worker = started.use(await startProgram(bench, 'worker', { env, port: env.WORKER_PORT }))
  const all = started.move()
  return {
    url: `http://127.0.0.1:${env.PORT}`,
    token,
    pids: { api: api.pid, worker: worker.pid, postgres: postgres.pid, redis: redis.pid },
    infra,
    env,
    profileDir: bench.profileDir,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

/** Tables, content and an API key; returns its token. */
async function prepareData(infra: Infra): Promise<string> {
  await migrate(infra.db)
  await syncContent(infra)
  const operator = { ...infra, actor: { kind: 'system', name: 'bench' } } as const
  const key = await createApiKey(operator, { name: 'bench', scopes: ['matches:write', 'ops:read'] })
  return key.token
}

async function startProgram(
  bench: Bench,
  role: keyof typeof PROGRAMS,
  options: { readonly env: NodeJS.ProcessEnv; readonly port: string },
): Promise<Child> {
  const logFile = join(bench.dir, `${role}.log`)
  const entry = join(bench.root, PROGRAMS[role])
  const child = startChild({
    entry,
    flags: NODE_FLAGS,
    env: options.env,
    logFile,
    profileDir: bench.profileDir,
  })
  try {
    const url = `http://127.0.0.1:${options.port}/readyz`
    await untilReady(child, { url, logFile, signal: bench.signal })
    return child
  } catch (error) {
    await child.stop()
    throw error
  }
}
