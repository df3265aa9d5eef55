import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import type { ServerSecret } from '../../ports/server-secret.ts'
import type { KeyAlgorithm } from '../vocabulary.ts'
import type { NewKey } from './key-queries.ts'
import { seal } from './sealed.ts'

export const KEY_PURPOSE = 'signing-keys'

/** A new key pair, named by its thumbprint (RFC 7638); the private half is sealed. */
export async function makeKey(
  secret: ServerSecret,
  algorithm: KeyAlgorithm,
  state: NewKey['state'],
): Promise<NewKey> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, {
    extractable: true,
    ...(algorithm === 'RS256' ? { modulusLength: 2_048 } : {}),
  })
  const jwk = await exportJWK(publicKey)
  const kid = await calculateJwkThumbprint(jwk)
  const privateJwe = await seal(secret, KEY_PURPOSE, JSON.stringify(await exportJWK(privateKey)))
  return {
    kid,
    algorithm,
    state,
    public_jwk: { ...jwk, kid, alg: algorithm, use: 'sig' },
    private_jwe: privateJwe,
  }
}
