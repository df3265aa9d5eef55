import { randomUUID } from 'node:crypto'
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { silentLog } from '@loadout/core'
import { pendingMigrations } from '@loadout/core/db'
import { assertQueueRedis } from '@loadout/infra'
import { plural } from '../format.ts'
import type { CliContext } from '../with-services.ts'
import type { Check, Finding } from './check.ts'

/** The oldest PostgreSQL that still gets fixes and that this is meant for. */
const MIN_POSTGRES = 15

const MIN_FREE_BYTES = 1e9

/** Everything an installation needs to run, in the order in which one would repair it. */
export function installationChecks(ctx: CliContext): readonly Check[] {
  return [
    { name: 'PostgreSQL', run: () => checkPostgres(ctx) },
    { name: 'migrations', run: () => checkMigrations(ctx) },
    { name: 'Redis', run: () => checkRedis(ctx) },
    { name: 'disk', run: () => checkDisk(join(ctx.config.LOADOUT_HOME, 'raw')) },
  ]
}

async function checkPostgres({ db, config }: CliContext): Promise<Finding> {
  const { version } = await db
    .selectNoFrom((eb) =>
      eb.fn<string>('current_setting', [eb.val('server_version')]).as('version'),
    )
    .executeTakeFirstOrThrow()
  const detail = `${version} at ${addressOf(config.DATABASE_URL)}`
  if (Number.parseInt(version, 10) >= MIN_POSTGRES) return { state: 'ok', detail }
  return { state: 'fail', detail, remedy: `Use PostgreSQL ${MIN_POSTGRES} or later.` }
}

async function checkMigrations({ db }: CliContext): Promise<Finding> {
  const pending = await pendingMigrations(db)
  if (pending.length === 0) return { state: 'ok', detail: 'up to date' }
  return {
    state: 'fail',
    detail: `${plural(pending.length, 'migration')} missing: ${pending.join(', ')}`,
    remedy: 'npm run loadout -- migrate',
  }
}

async function checkRedis({ redis, config }: CliContext): Promise<Finding> {
  await redis.ping()
  const detail = `at ${addressOf(config.REDIS_URL)}`
  try {
    await assertQueueRedis(redis, { onWeak: 'require', log: silentLog })
    return { state: 'ok', detail: `${detail}, append-only, no eviction` }
  } catch (error) {
    return {
      state: config.REDIS_DURABILITY === 'warn' ? 'warn' : 'fail',
      detail,
      remedy: error instanceof Error ? error.message : String(error),
    }
  }
}

async function checkDisk(folder: string): Promise<Finding> {
  try {
    await mkdir(folder, { recursive: true })
    const probe = join(folder, `.doctor-${randomUUID()}`)
    await writeFile(probe, 'ok')
    await rm(probe)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return {
      state: 'fail',
      detail: `${folder} is not writable: ${reason}`,
      remedy: 'Give this user the folder, or set LOADOUT_HOME.',
    }
  }
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  const detail = `${folder}, ${(free / 1e9).toFixed(1)} GB free`
  if (free >= MIN_FREE_BYTES) return { state: 'ok', detail }
  return {
    state: 'warn',
    detail,
    remedy: 'Raw documents need room: free some, or move LOADOUT_HOME.',
  }
}

/** Host, port and path: never the password. */
function addressOf(url: string): string {
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}
