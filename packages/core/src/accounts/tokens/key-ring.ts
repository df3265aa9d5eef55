import { type CryptoKey, importJWK } from 'jose'
import type { Kysely } from 'kysely'
import type { Database } from '../../db/database.ts'
import { transact } from '../../db/transaction.ts'
import type { Log } from '../../ports/log.ts'
import type { ServerSecret } from '../../ports/server-secret.ts'
import type { KeyAlgorithm } from '../vocabulary.ts'
import { deleteKeys, insertKey, lockKeys, type StoredKey, selectKeys } from './key-queries.ts'
import { KEY_PURPOSE, makeKey } from './make-key.ts'
import { unseal } from './sealed.ts'

/** Keys that were read so long ago are read again, milliseconds: a new one signs that much later at most. */
const FRESH_MS = 30_000

/** An unknown key id has the keys read again, but not more often: ids cost their sender nothing. */
const UNKNOWN_MS = 1_000

export interface VerifyingKey {
  readonly algorithm: KeyAlgorithm
  readonly key: CryptoKey
}

export interface SigningKey extends VerifyingKey {
  readonly kid: string
}

/** The keys of access tokens, as one process knows them. */
export interface KeyRing {
  /** The key that signs now. */
  signing(): Promise<SigningKey>
  /** The public key of this id, whether it is next, active or retiring; null: none of ours. */
  verifying(kid: string): Promise<VerifyingKey | null>
  /** All public keys, as a JWK set has them (RFC 7517). */
  published(): Promise<readonly Record<string, unknown>[]>
}

interface Ring {
  readonly signing: SigningKey
  readonly verifying: ReadonlyMap<string, VerifyingKey>
  readonly published: readonly Record<string, unknown>[]
}

export interface KeyRingOptions {
  readonly db: Kysely<Database>
  readonly secret: ServerSecret
  readonly log: Log
  /** Of keys that this process makes. */
  readonly algorithm: KeyAlgorithm
  /** Milliseconds; replaceable for tests. */
  readonly now?: () => number
}

/**
 * Reads the keys when they are needed and makes the first ones. While the database is away, the keys that
 * are known go on.
 */
export function createKeyRing(options: KeyRingOptions): KeyRing {
  const { now = () => performance.now() } = options
  let ring: Ring | undefined
  /** Counted from the question, also when there was no answer: not every caller asks a database that is down. */
  let askedAt = 0
  let loading: Promise<Ring> | undefined

  const load = () => {
    if (loading !== undefined) return loading
    askedAt = now()
    loading = readRing(options).finally(() => {
      loading = undefined
    })
    return loading
  }
  async function current(maxAgeMs: number): Promise<Ring> {
    const isFresh = loading === undefined && now() - askedAt < maxAgeMs
    if (ring !== undefined && isFresh) return ring
    try {
      ring = await load()
    } catch (error) {
      if (ring === undefined) throw error
      options.log.warn('signing keys could not be read: going on with those known', { error })
    }
    return ring
  }

  return {
    signing: async () => (await current(FRESH_MS)).signing,
    async verifying(kid) {
      const known = (await current(FRESH_MS)).verifying.get(kid)
      return known ?? (await current(UNKNOWN_MS)).verifying.get(kid) ?? null
    },
    published: async () => (await current(FRESH_MS)).published,
  }
}

async function readRing(options: KeyRingOptions): Promise<Ring> {
  let stored = await selectKeys(options.db)
  let signing = await openActive(options.secret, stored)
  if (signing === null) {
    stored = await makeKeys(options)
    signing = await openActive(options.secret, stored)
  }
  if (signing === null) throw new Error('another SESSION_SECRET is at work on the signing keys')
  return {
    signing,
    verifying: new Map(
      await Promise.all(stored.map(async (key) => [key.kid, await openPublic(key)] as const)),
    ),
    published: stored.map((key) => key.public_jwk),
  }
}

/**
 * The first keys, or new ones in place of those that were sealed with another secret: whoever changes it
 * trusts nothing that the old one kept. Processes that do this at once make them once.
 */
async function makeKeys({ db, secret, algorithm, log }: KeyRingOptions): Promise<StoredKey[]> {
  // Before the lock: it takes a while, and the others wait.
  const active = await makeKey(secret, algorithm, 'active')
  const next = await makeKey(secret, algorithm, 'next')
  return await transact(db, async (tx) => {
    await lockKeys(tx)
    const found = await selectKeys(tx)
    if ((await openActive(secret, found)) !== null) return found
    if (found.length > 0) {
      log.warn('signing keys were sealed with another SESSION_SECRET: making new ones')
      await deleteKeys(tx)
    }
    await insertKey(tx, active)
    await insertKey(tx, next)
    return await selectKeys(tx)
  })
}

async function openActive(
  secret: ServerSecret,
  keys: readonly StoredKey[],
): Promise<SigningKey | null> {
  const active = keys.find(({ state }) => state === 'active')
  if (active === undefined) return null
  const text = await unseal(secret, KEY_PURPOSE, active.private_jwe)
  if (text === null) return null
  const { kid, algorithm } = active
  return { kid, algorithm, key: await importKey(JSON.parse(text), algorithm) }
}

async function openPublic({ algorithm, public_jwk }: StoredKey): Promise<VerifyingKey> {
  return { algorithm, key: await importKey(public_jwk, algorithm) }
}

async function importKey(
  jwk: Record<string, unknown>,
  algorithm: KeyAlgorithm,
): Promise<CryptoKey> {
  const key = await importJWK(jwk, algorithm)
  if (key instanceof Uint8Array) throw new TypeError('a signing key is never a shared secret')
  return key
}
