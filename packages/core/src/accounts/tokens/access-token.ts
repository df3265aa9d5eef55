import { type JWTHeaderParameters, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import { ROLES, type Role } from '../../actor.ts'
import type { Services } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { rowId } from '../../ids.ts'
import { toHex } from '../api-key-token.ts'
import { KEY_ALGORITHMS } from '../vocabulary.ts'

const ISSUER = 'loadout'
const AUDIENCE = 'loadout-api'
/** RFC 9068: an access token, and no other JWT of ours, if there will be any. */
const TYPE = 'at+jwt'

/** Our clocks may differ by so much. */
const TOLERANCE_SECONDS = 5

/** The database's clock says when a token was made, this machine's whether that has been: so far they may be apart. */
const AHEAD_SECONDS = 60

/** No token of ours is good for longer, whatever it says; `ACCESS_TOKEN_SECONDS` goes no further. */
const MAX_AGE_SECONDS = 3_600

/** Ours have some 700 characters. */
const MAX_LENGTH = 4_096

/** Three parts in base64url (RFC 7515, 7.1): no padding and no line breaks, which decoders let pass. */
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]+$/

export interface AccessClaims {
  readonly accountId: number
  readonly sessionId: string
  readonly role: Role
  /** Of the refresh token that it came with. */
  readonly generation: number
  /** When it was made, seconds since 1970. */
  readonly issuedAt: number
}

/** Claims that were proven once are so until then. */
export interface ProvenClaims extends AccessClaims {
  /** Seconds since 1970. */
  readonly expiresAt: number
}

/** A signed access token (RFC 9068) and when it expires, seconds since 1970. */
export async function signAccessToken(
  { keyRing, accounts, codec }: Pick<Services, 'keyRing' | 'accounts' | 'codec'>,
  claims: AccessClaims,
): Promise<{ readonly token: string; readonly expiresAt: number }> {
  const { kid, algorithm, key } = await keyRing.signing()
  const expiresAt = claims.issuedAt + accounts.accessTokenSeconds
  const token = await new SignJWT({
    sid: claims.sessionId,
    role: claims.role,
    gen: claims.generation,
    jti: toHex(codec.randomBytes(16)),
  })
    .setProtectedHeader({ alg: algorithm, typ: TYPE, kid })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(String(claims.accountId))
    .setIssuedAt(claims.issuedAt)
    .setExpirationTime(expiresAt)
    .sign(key)
  return { token, expiresAt }
}

const claimsSchema = z.object({
  sub: z
    .string()
    .regex(/^[1-9]\d{0,9}$/)
    .transform(Number)
    .pipe(rowId),
  // One audience, not a list that has it too.
  aud: z.literal(AUDIENCE),
  sid: z.uuid(),
  role: z.enum(ROLES),
  gen: z.int().min(0),
  iat: z.int(),
  exp: z.number(),
  jti: z.string().min(1),
})

/**
 * What a token says, once everything about it is right: a key of ours by its `kid`, that key's own algorithm,
 * type, issuer, audience, times, and no header that would point elsewhere (RFC 8725). Throws UNAUTHENTICATED.
 */
export async function verifyAccessToken(
  { keyRing, clock }: Pick<Services, 'keyRing' | 'clock'>,
  token: string,
): Promise<ProvenClaims> {
  if (token.length > MAX_LENGTH || !COMPACT.test(token)) throw notValid()
  const payload = await verified({ keyRing, clock }, token)
  const { success, data } = claimsSchema.safeParse(payload)
  if (!success) throw notValid()
  const age = clock.now().getTime() / 1_000 - data.iat
  if (age < -AHEAD_SECONDS || age > MAX_AGE_SECONDS + TOLERANCE_SECONDS) throw notValid()
  return {
    accountId: data.sub,
    sessionId: data.sid,
    role: data.role,
    generation: data.gen,
    issuedAt: data.iat,
    expiresAt: data.exp,
  }
}

/** What was proven a while ago may be over by now. Throws UNAUTHENTICATED. */
export function requireUnexpired(
  { clock }: Pick<Services, 'clock'>,
  { expiresAt }: Pick<ProvenClaims, 'expiresAt'>,
): void {
  if (expiresAt <= clock.now().getTime() / 1_000 - TOLERANCE_SECONDS) throw notValid()
}

async function verified(
  { keyRing, clock }: Pick<Services, 'keyRing' | 'clock'>,
  token: string,
): Promise<JWTPayload> {
  // What the key ring cannot do is our trouble, not the token's.
  let trouble: unknown
  const keyOf = async (header: JWTHeaderParameters) => {
    if (POINTERS.some((name) => name in header)) throw notValid()
    if (header.typ !== TYPE || typeof header.kid !== 'string') throw notValid()
    const found = await keyRing.verifying(header.kid).catch((error: unknown) => {
      trouble = error
      throw error
    })
    if (found === null || found.algorithm !== header.alg) throw notValid()
    return found.key
  }
  try {
    const { payload } = await jwtVerify(token, keyOf, {
      algorithms: [...KEY_ALGORITHMS],
      typ: TYPE,
      issuer: ISSUER,
      audience: AUDIENCE,
      clockTolerance: TOLERANCE_SECONDS,
      currentDate: clock.now(),
      requiredClaims: ['sub', 'sid', 'jti', 'iat', 'exp'],
    })
    return payload
  } catch {
    throw trouble ?? notValid()
  }
}

/** Headers that name a key by other means than our own id. */
const POINTERS = ['jku', 'jwk', 'x5u', 'x5c', 'x5t', 'x5t#S256', 'crit'] as const

const notValid = () =>
  new AppError('UNAUTHENTICATED', { message: 'The access token is not valid, or no longer' })
