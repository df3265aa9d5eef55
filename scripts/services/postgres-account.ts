import { execFileSync, spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Who PostgreSQL runs as. It refuses to run as root, so root hands it to the system user `postgres`.
 * `prefix` is put before every command; it is empty unless capabilities are needed.
 */
export type Account = {
  /** Who must own the data; undefined when it is the current user anyway. */
  readonly owner?: Ids
  readonly prefix: readonly string[]
}

export type Ids = { readonly uid: number; readonly gid: number }

/**
 * Chooses the account that can execute `binary` and reach `dataParent`.
 * @throws Error naming the directory that the account may not enter, when there is no way around it.
 */
export function postgresAccount(binary: string, dataParent: string): Account {
  if (process.getuid?.() !== 0) return { prefix: [] }
  const owner = systemUser('postgres')
  const accounts = [
    { owner, prefix: [] },
    { owner, prefix: overridePrefix(owner) },
  ]
  const able = accounts.find((account) => canReach(account, binary, dataParent))
  if (!able) throw new Error(unreachable(owner, [binary, dataParent]))
  return able
}

/** The command line, and the identity to give to spawn, that run a program under an account. */
export function runAs(account: Account, program: string, args: readonly string[]) {
  const [file = program, ...rest] = [...account.prefix, program, ...args]
  return { file, args: rest, ids: account.prefix.length > 0 ? {} : { ...account.owner } }
}

/**
 * A clone below /root or another closed directory: the server keeps its own user and gets the one capability
 * that lets it pass. `no_setuid_fixup` makes access(2), which PostgreSQL asks about its own binary, honour it.
 */
function overridePrefix({ uid, gid }: Ids): readonly string[] {
  return [
    'setpriv',
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
    '--securebits=+no_setuid_fixup',
  ]
}

/** Asks the operating system instead of computing permissions: access lists and mount options count too. */
function canReach(account: Account, binary: string, dataParent: string): boolean {
  const question = 'test -x "$1" && test -r "$1" && test -x "$2"'
  const { file, args, ids } = runAs(account, '/bin/sh', ['-c', question, 'sh', binary, dataParent])
  return spawnSync(file, args, { cwd: '/', stdio: 'ignore', ...ids }).status === 0
}

function systemUser(name: string): Ids {
  const known = lookUp(name)
  if (known) return known
  spawnSync('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/bin/false',
    name,
  ])
  const created = lookUp(name)
  if (created) return created
  throw new Error(
    `PostgreSQL does not run as root and the system user "${name}" could not be created. ` +
      `Create it (useradd --system --user-group ${name}) or start as another user than root.`,
  )
}

function lookUp(name: string): Ids | undefined {
  try {
    const ask = (flag: string) =>
      Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }))
    return { uid: ask('-u'), gid: ask('-g') }
  } catch {
    return undefined
  }
}

function unreachable(ids: Ids, paths: readonly string[]): string {
  const closed = paths.map((path) => firstClosedDirectory(path, ids)).find(Boolean)
  return (
    `PostgreSQL runs as the system user "postgres", which may not enter ${closed ?? paths.join(' or ')}. ` +
    'Let it pass (chmod o+x on that directory), or move the checkout or LOADOUT_HOME elsewhere.'
  )
}

/** The topmost directory on the way to `path` that a user in one group only may not enter, by its mode. */
export function firstClosedDirectory(path: string, { uid, gid }: Ids): string | undefined {
  const parent = dirname(path)
  if (parent === path) return undefined
  const above = firstClosedDirectory(parent, { uid, gid })
  if (above) return above
  const stat = statSync(parent)
  const bit = stat.uid === uid ? 0o100 : stat.gid === gid ? 0o010 : 0o001
  return stat.mode & bit ? undefined : parent
}
