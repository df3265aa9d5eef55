import { mkdir, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Ctx, silentLog } from '@loadout/core'
import { migrate } from '@loadout/core/db'
import { syncContent } from '@loadout/core/stats'
import { createInfra, type Infra, infraEnv, parseEnv } from '@loadout/infra'
import { bareEnv } from '@loadout/infra/testing'
import { type Reaper, startReaper } from './reaper.ts'
import { type Servers, startServers } from './servers.ts'

/** Servers of the test's own with a migrated database, and what is needed to start processes on them. */
export interface Stage {
  readonly dir: string
  readonly reaper: Reaper
  readonly servers: Servers
  /** The environment of a process on this stage. */
  readonly env: Readonly<Record<string, string>>
  /** Another set of connections and caches, as another process would have. Closed with the stage. */
  open(): { readonly infra: Infra; readonly ctx: Ctx }
  close(): Promise<void>
}

export async function setStage(): Promise<Stage> {
  const dir = await mkdtemp(join(tmpdir(), 'loadout-fault-'))
  const reaper = startReaper(dir)
  const infras: Infra[] = []
  try {
    const servers = await startServers(dir, reaper)
    const env = await environment(dir, servers)
    const open = () => {
      const infra = createInfra(parseEnv(infraEnv, env), { profile: 'cli', log: silentLog })
      infras.push(infra)
      return { infra, ctx: { ...infra, actor: { kind: 'system', name: 'test' } } satisfies Ctx }
    }
    const { infra } = open()
    await migrate(infra.db)
    await syncContent(infra)
    return { dir, reaper, servers, env, open, close: () => strike(infras, reaper, servers) }
  } catch (error) {
    await strike(infras, reaper)
    throw error
  }
}

async function environment(dir: string, servers: Servers): Promise<Record<string, string>> {
  const home = join(dir, 'home')
  await mkdir(home)
  return {
    ...bareEnv(),
    DATABASE_URL: servers.databaseUrl,
    REDIS_URL: servers.redisUrl,
    LOADOUT_HOME: home,
    LOG_LEVEL: 'info',
    PG_POOL_SIZE: '4',
    PREPARE_THREADS: '0',
  }
}

async function strike(infras: readonly Infra[], reaper: Reaper, servers?: Servers): Promise<void> {
  await Promise.allSettled(infras.map((infra) => infra.close()))
  await servers?.stop()
  await reaper.close()
}
