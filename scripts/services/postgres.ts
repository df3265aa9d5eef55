import { mkdirSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { identify } from '../boot/process-identity.mjs'
import { type Service, startDaemon } from './daemon.ts'
import { secretFile } from './files.ts'
import { accepts } from './ports.ts'
import { postgresAccount, runAs } from './postgres-account.ts'
import { ensureCluster, locateBinaries, SUPERUSER } from './postgres-cluster.ts'
import { commandLine, stopProcess, stopSteps } from './process-record.ts'

export type PostgresOptions = {
  /** Holds the cluster (`data/`), its password, port and log. Made when missing. */
  readonly dir: string
  /** A fixed port; without it a free one is chosen and kept in `dir`. */
  readonly port?: number
  /** Server settings on top of the defaults, such as `{ fsync: 'off' }`. */
  readonly settings?: Readonly<Record<string, string>>
  /** The database that `url` names: the empty application database, or the one for maintenance. */
  readonly database?: 'loadout' | 'postgres'
}

/** Sized for a small machine that also runs the API, the worker and Redis. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '', // A socket path may have 107 characters; a home can be deeper.
  max_connections: '200',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  random_page_cost: '1.1',
  max_wal_size: '2GB',
  wal_compression: 'off', // The packaged binaries have only pglz, which costs more CPU than the bytes are worth.
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
}

// Fast shutdown, then immediate (crash recovery at the next start), then the hard way.
const STOP_SIGNALS = ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const

/**
 * Starts PostgreSQL 18 on 127.0.0.1 with password authentication; the first time it makes the cluster.
 * `url` names the superuser and, unless told otherwise, the database `loadout`. The server is durable by
 * default (fsync stays on).
 * @throws Error when the server cannot run for this user or in this directory, with the reason.
 */
export async function startPostgres(options: PostgresOptions): Promise<Service> {
  const dir = resolve(options.dir)
  const dataDir = join(dir, 'data')
  mkdirSync(dir, { recursive: true })
  const binaries = locateBinaries()
  const account = postgresAccount(binaries.postgres, dir)
  const password = secretFile(join(dir, 'password'))
  await clearPidFile(dataDir)
  ensureCluster({ dataDir, binaries, account, password })
  const settings = { ...SETTINGS, ...sharedMemorySetting(), ...options.settings }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return startDaemon({
    name: 'postgres',
    dir,
    port: options.port,
    command: (port) =>
      runAs(account, binaries.postgres, ['-D', dataDir, '-p', `${port}`, ...flags]),
    isReady: async (port, pid) => reportsReady(dataDir, pid) && (await accepts(port)),
    url: (port) =>
      `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${options.database ?? 'loadout'}`,
    stopSignals: STOP_SIGNALS,
  })
}

/**
 * A postmaster.pid left by a killed starter: its server is stopped. When the pid has passed to an unrelated
 * process (usual after a container restart), the file would stop the new server and is removed. When nobody
 * has the pid, PostgreSQL needs the file itself, to find backends that outlived their postmaster.
 */
async function clearPidFile(dataDir: string): Promise<void> {
  const owner = identify(Number(pidFileLines(dataDir)[0] ?? Number.NaN))
  if (!owner) return
  if (commandLine(owner.pid).includes(dataDir)) await stopProcess(owner, stopSteps(STOP_SIGNALS))
  else rmSync(join(dataDir, 'postmaster.pid'))
}

/** Line 8 of postmaster.pid is the server's own word on its state. */
function reportsReady(dataDir: string, pid: number): boolean {
  const lines = pidFileLines(dataDir)
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready'
}

function pidFileLines(dataDir: string): readonly string[] {
  try {
    return readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}

/** Containers often have 64 MB of /dev/shm, too little for one parallel hash join; System V memory has no such cap. */
function sharedMemorySetting(): Readonly<Record<string, string>> {
  if (process.platform !== 'linux') return {}
  const { bsize, blocks } = statfsSync('/dev/shm')
  return bsize * blocks < 512 * 1024 * 1024 ? { dynamic_shared_memory_type: 'sysv' } : {}
}
