import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
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
  return {
    key,
    mac: (purpose, data) =>
      new Uint8Array(createHmac('sha256', key(purpose)).update(data).digest()),
  }
}

/** Two processes that start at once agree: the first to write the file decides. */
function keptSecret(home: string): string {
  const file = join(home, FILE)
  mkdirSync(home, { recursive: true })
  try {
    writeFileSync(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return readFileSync(file, 'utf8')
}
