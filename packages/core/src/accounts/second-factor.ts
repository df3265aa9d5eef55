import { Secret, TOTP } from 'otpauth'
import type { Services } from '../context.ts'
import { AppError } from '../errors.ts'
import { toHex } from './api-key-token.ts'
import { insertAudit } from './audit-queries.ts'
import type { Credential } from './credential-queries.ts'
import { unseal } from './tokens/sealed.ts'
import { takeCode, takeStep } from './totp-queries.ts'

/** RFC 6238 as every authenticator knows it: SHA-1, 6 digits, 30 s. */
const PERIOD_SECONDS = 30
/** Steps before and after the present one: clocks and thumbs are slow. */
const WINDOW = 1
const ISSUER = 'Loadout'

export const TOTP_PURPOSE = 'totp'

const SECRET_BYTES = 20

export function newSecret({ codec }: Pick<Services, 'codec'>): Secret {
  return new Secret({ buffer: codec.randomBytes(SECRET_BYTES).buffer })
}

/** The authenticator of an account. */
export function totpOf(secret: Secret, label: string): TOTP {
  return new TOTP({ issuer: ISSUER, label, secret, period: PERIOD_SECONDS, digits: 6 })
}

/**
 * Takes a code of the authenticator, or a recovery code. Each is good for one time: also for two callers at
 * once. Throws WRONG_CODE.
 */
export async function takeSecondFactor(
  services: Pick<Services, 'db' | 'secret' | 'clock' | 'codec'>,
  credential: Pick<Credential, 'accountId' | 'totpSecret' | 'email'>,
  code: string,
): Promise<void> {
  const bare = code.replaceAll(/[\s-]/g, '').toLowerCase()
  const { accountId } = credential
  const { db } = services
  if (/^\d{6}$/.test(bare)) {
    const step = await stepOf(services, credential, bare)
    if (step !== null && (await takeStep(db, accountId, step))) return
  } else if (await takeCode(db, accountId, hashCode(services, bare))) {
    const actor = `account:${accountId}`
    await insertAudit(db, { accountId, actor, event: 'recovery-code-used' })
    return
  }
  throw new AppError('WRONG_CODE', { fields: [{ pointer: '/code', message: 'is wrong' }] })
}

/** The time step that a code is of; null: of none near now. */
async function stepOf(
  { secret, clock }: Pick<Services, 'secret' | 'clock'>,
  { totpSecret, email }: Pick<Credential, 'totpSecret' | 'email'>,
  code: string,
): Promise<number | null> {
  const text = totpSecret === null ? null : await unseal(secret, TOTP_PURPOSE, totpSecret)
  if (text === null) return null
  const timestamp = clock.now().getTime()
  const totp = totpOf(Secret.fromBase32(text), email)
  const delta = totp.validate({ token: code, timestamp, window: WINDOW })
  return delta === null ? null : Math.floor(timestamp / 1_000 / PERIOD_SECONDS) + delta
}

/** 56 bits each: at the pace that guessing has, for ever. */
const CODE_BYTES = 7
const CODES = 10

export function newRecoveryCodes({ codec }: Pick<Services, 'codec'>): readonly string[] {
  return Array.from({ length: CODES }, () => {
    const hex = toHex(codec.randomBytes(CODE_BYTES))
    return `r${hex.slice(0, 4)}-${hex.slice(4, 9)}-${hex.slice(9)}`
  })
}

export function hashCode({ codec }: Pick<Services, 'codec'>, code: string): string {
  const bare = code.replaceAll(/[\s-]/g, '').toLowerCase()
  return codec.sha256(new TextEncoder().encode(bare))
}
