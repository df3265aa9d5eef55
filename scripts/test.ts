import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants, statfsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environment } from './env.ts'
import type { Service } from './services/daemon.ts'
import { startPostgres } from './services/postgres.ts'
import { startRedis } from './services/redis.ts'
import { settleAll } from './start/settle.ts'

/**
 * `npm test`: a throw-away PostgreSQL and Redis, then vitest with the arguments that were given. `npm test --
 * --watch` keeps both running while vitest watches. DATABASE_URL and REDIS_URL never reach the tests: they may
 * name data that someone needs. LOADOUT_TEST_DATABASE_URL and LOADOUT_TEST_REDIS_URL do, when set.
 */

/** A crash of the machine may lose this data, so nothing is waited for. */
const THROW_AWAY = {
  ...{ fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
  ...{ wal_level: 'minimal', max_wal_senders: '0' },
  // It would go round hundreds of databases each minute, and plans would depend on when it came by.
  autovacuum: 'off',
}

const root = join(import.meta.dirname, '..')
const started = performance.now()
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => stopping.abort())
}
process.on('disconnect', () => stopping.abort())
process.channel?.unref()

process.exitCode = await main(process.argv.slice(2))
process.stdout.write(`npm test: ${((performance.now() - started) / 1000).toFixed(1)} s in all\n`)
process.exit()

async function main(args: readonly string[]): Promise<number> {
  const dir = await mkdtemp(join(throwAwayFolder(), 'loadout-test-'))
  const running: Service[] = []
  try {
    const env = await testServices(dir, running)
    return stopping.signal.aborted ? 130 : await vitest(args, env)
  } finally {
    await Promise.all(running.map((service) => service.stop()))
    await rm(dir, { recursive: true, force: true })
  }
}

/** Memory that databases may fill: hundreds are made, each with as many files as it has tables and indexes. */
const MEMORY = { folder: '/dev/shm', bytes: 4 * 1024 ** 3 }

/** Where the servers keep their data: in memory where there is enough, since making its files is most of a test's cost. */
function throwAwayFolder(): string {
  try {
    accessSync(MEMORY.folder, constants.W_OK)
    const { bavail, bsize } = statfsSync(MEMORY.folder)
    return bavail * bsize >= MEMORY.bytes ? MEMORY.folder : tmpdir()
  } catch {
    return tmpdir()
  }
}

/** Starts what the environment does not name. Each service is listed in `running` as soon as it runs. */
async function testServices(dir: string, running: Service[]): Promise<NodeJS.ProcessEnv> {
  const keep = async (service: Promise<Service>) => {
    running.push(await service)
    return (await service).url
  }
  const log = (line: string) => process.stdout.write(`${line}\n`)
  const { LOADOUT_TEST_DATABASE_URL: database, LOADOUT_TEST_REDIS_URL: redis } = environment
  const postgres = {
    dir: join(dir, 'postgres'),
    settings: THROW_AWAY,
    database: 'postgres',
  } as const
  const [databaseUrl, redisUrl] = await settleAll([
    database ?? keep(startPostgres(postgres)),
    redis ?? keep(startRedis({ dir: join(dir, 'redis'), log })),
  ] as const)
  const { DATABASE_URL, REDIS_URL, ...rest } = environment
  return { ...rest, LOADOUT_TEST_DATABASE_URL: databaseUrl, LOADOUT_TEST_REDIS_URL: redisUrl }
}

/** Runs vitest from the root; `--watch` (also `watch`) keeps it open, anything else is one run. */
async function vitest(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const mode = args.some((arg) => /^(--)?watch$|^-w$/.test(arg)) ? [] : ['run']
  const entry = join(root, 'node_modules/vitest/vitest.mjs')
  const child = spawn(process.execPath, [entry, ...mode, ...args], {
    cwd: root,
    env,
    stdio: 'inherit',
  })
  const stop = () => endTests(child)
  stopping.signal.addEventListener('abort', stop)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 130))
  })
}

/** A test that hangs must not keep the services alive. */
function endTests(child: ChildProcess): void {
  child.kill('SIGTERM')
  setTimeout(() => child.kill('SIGKILL'), 3_000).unref()
}
