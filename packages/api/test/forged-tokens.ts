import { createHmac, createPublicKey, generateKeyPairSync, type webcrypto } from 'node:crypto'
import type { Services } from '@loadout/core'
import { createKeyRing, type KeyRing, rotateKeys } from '@loadout/core/accounts'
import { people } from './people.ts'
import {
  base64url,
  compact,
  type Fields,
  goodClaims,
  type Sign,
  signerOf,
} from './signed-tokens.ts'

type Key = Awaited<ReturnType<KeyRing['signing']>>

/** What tokens are forged with: our own keys, those of an attacker, and the people they are about. */
export interface Forge {
  /** Signs now. */
  readonly es: Key
  /** Signed before, and its tokens are still good. */
  readonly rs: Key
  /** Signed long ago. */
  readonly retired: Key
  /** Ours, with both halves at hand. */
  readonly open: { readonly kid: string; readonly pair: webcrypto.CryptoKeyPair }
  readonly attacker: { readonly jwk: webcrypto.JsonWebKey; readonly sign: Sign }
  readonly publicKeys: readonly PublicKey[]
  readonly me: { readonly accountId: number; readonly sessionId: string; readonly token: string }
  readonly other: { readonly accountId: number; readonly sessionId: string }
  readonly endedId: string
  /** A token of mine that is good but for these changes; `undefined` takes a field out. */
  token(change?: Change): Promise<string>
}

interface PublicKey {
  readonly kid: string
  /** What anybody can make of it. */
  readonly forms: Readonly<Record<'pem' | 'pemLine' | 'der' | 'jwk', string | Buffer>>
}

export interface Change {
  readonly header?: Fields
  readonly claims?: Fields
  readonly sign?: Sign
}

/** The services with a key ring that has just been read, and what to forge with. */
export async function openForge(infra: Services): Promise<{ forge: Forge; services: Services }> {
  const system = { ...infra, actor: { kind: 'system', name: 'test' } } as const
  const freshRing = () => createKeyRing({ ...infra, algorithm: 'RS256' })
  const active = () => freshRing().signing()
  const retired = await active()
  await rotateKeys(system, { algorithm: 'ES256' })
  const rs = await active()
  await rotateKeys(system, { algorithm: 'ES256' })
  await infra.db.deleteFrom('signing_key').where('kid', '=', retired.kid).execute()
  const open = await addOpenKey(infra)
  const keyRing = freshRing()
  const services = { ...infra, keyRing }
  const [es, published] = [await keyRing.signing(), await keyRing.published()]
  const [me, other, gone] = await people(services, 3)
  if (me === undefined || other === undefined || gone === undefined) throw new Error('nobody')
  await infra.db
    .updateTable('session')
    .set({ ended_at: new Date(), end_reason: 'signed-out' })
    .where('id', '=', gone.sessionId)
    .execute()
  const token = ({ header = {}, claims = {}, sign = signerOf(es.key) }: Change = {}) =>
    compact(
      { alg: 'ES256', typ: 'at+jwt', kid: es.kid, ...header },
      { ...goodClaims(me), ...claims },
      sign,
    )
  const publicKeys = published.map(publicKey)
  const forge = {
    ...{ es, rs, retired, open, publicKeys, me, other, token },
    ...{ attacker: newAttacker(), endedId: gone.sessionId },
  }
  return { forge, services }
}

/** A key of ours that no longer signs: its public half is all that is needed of it. */
async function addOpenKey({ db }: Services): Promise<Forge['open']> {
  const pair = await crypto.subtle.generateKey(
    {
      ...{ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2_048 },
      publicExponent: new Uint8Array([1, 0, 1]),
    },
    true,
    ['sign', 'verify'],
  )
  const kid = 'a-key-with-both-halves'
  const jwk = await crypto.subtle.exportKey('jwk', pair.publicKey)
  await db
    .insertInto('signing_key')
    .values({
      ...{ kid, algorithm: 'RS256', state: 'retiring', private_jwe: 'not here' },
      public_jwk: JSON.stringify({ kty: jwk.kty, n: jwk.n, e: jwk.e, kid }),
    })
    .execute()
  return { kid, pair }
}

/** The same key for another way of signing. */
export async function asKeyFor(
  { pair }: Forge['open'],
  name: 'RSA-PSS' | 'RSASSA-PKCS1-v1_5',
  hash: string,
): Promise<Sign> {
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', pair.privateKey)
  return signerOf(
    await crypto.subtle.importKey('pkcs8', pkcs8, { name, hash }, false, ['sign']),
    hash,
  )
}

function publicKey(jwk: Readonly<Record<string, unknown>>): PublicKey {
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  const pem = key.export({ type: 'spki', format: 'pem' }).toString()
  return {
    kid: String(jwk.kid),
    forms: {
      ...{ pem, pemLine: pem.trimEnd(), jwk: JSON.stringify(jwk) },
      der: key.export({ type: 'spki', format: 'der' }),
    },
  }
}

function newAttacker(): Forge['attacker'] {
  const { publicKey: verifying, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    jwk: verifying.export({ format: 'jwk' }),
    sign: async (input) => {
      const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' })
      const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
      const key = await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign'])
      return await signerOf(key)(input)
    },
  }
}

export const hmac =
  (hash: string, key: string | Buffer): Sign =>
  (input) =>
    createHmac(hash, key).update(input).digest()

/** A token, and what to do with its three parts. */
export function rebuilt(
  token: string,
  change: (parts: { header: string; payload: string; signature: string }) => string,
): string {
  const [header = '', payload = '', signature = ''] = token.split('.')
  return change({ header, payload, signature })
}

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** The same signature with the other of the two `s` that are right: (r, n - s). */
export function otherHalf(token: string): string {
  return rebuilt(token, ({ header, payload, signature }) => {
    const bytes = Buffer.from(signature, 'base64url')
    const s = ORDER - BigInt(`0x${bytes.subarray(32).toString('hex')}`)
    const twin = Buffer.concat([
      bytes.subarray(0, 32),
      Buffer.from(s.toString(16).padStart(64, '0'), 'hex'),
    ])
    return `${header}.${payload}.${base64url(twin)}`
  })
}
