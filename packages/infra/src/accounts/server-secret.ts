import {
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  randomUUID,
} from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ServerSecret } from '@loadout/core'

const FILE = 'session-secret'

/**
 * The secret that SESSION_SECRET holds; without it one that is made once and kept in `home`, which all
 * processes of one machine share. Processes on several machines need SESSION_SECRET.
 */
export function createServerSecret(given: string | undefined, home: string): ServerSecret {
  const keys = new Map<string, Uint8Array<ArrayBuffer>>()
  let secret = given
  const key = (purpose: string) => {
    const known = keys.get(purpose)
    if (known !== undefined) return known
    secret ??= keptSecret(home)
    const made = new Uint8Array(hkdfSync('sha256', secret, 'loadout', purpose, 32))
    keys.set(purpose, made)
    return made
  }
  /** Of bytes, each use would make one of these. */
  const macKeys = new Map<string, KeyObject>()
  const macKey = (purpose: string) => {
    const known = macKeys.get(purpose) ?? createSecretKey(key(purpose))
    macKeys.set(purpose, known)
    return known
  }
  return {
    key,
    mac: (purpose, data) =>
      new Uint8Array(createHmac('sha256', macKey(purpose)).update(data).digest()),
  }
}

const KEPT = /^[0-9a-f]{64}$/

/** Throws for a file that holds something else: half a secret is none. */
function keptSecret(home: string): string {
  const file = join(home, FILE)
  if (!existsSync(file)) makeSecret(home, file)
  const secret = readFileSync(file, 'utf8').trim()
  if (!KEPT.test(secret)) throw new Error(`${file} does not hold 64 hexadecimal digits`)
  return secret
}

/** Two processes that start at once agree: the first to link the file decides, and it is complete by then. */
function makeSecret(home: string, file: string): void {
  const draft = `${file}.${randomUUID()}`
  mkdirSync(home, { recursive: true })
  try {
    writeFileSync(draft, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 })
    linkSync(draft, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(draft, { force: true })
  }
}
