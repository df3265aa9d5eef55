import type { z } from 'zod'
import { actorName, requireUser } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import { insertAudit } from './audit-queries.ts'
import type {
  acceptedOutput,
  recoveryCodesInput,
  recoveryCodesOutput,
  totpConfirmInput,
  totpDisableInput,
  totpSetUpInput,
  totpSetUpOutput,
} from './contract.ts'
import { type Credential, credentialOf, lockCredential } from './credential-queries.ts'
import { lockProven } from './lock-proven.ts'
import { requirePassword } from './require-factors.ts'
import {
  hashCode,
  newRecoveryCodes,
  newSecret,
  TOTP_PURPOSE,
  takeSecondFactor,
  totpOf,
} from './second-factor.ts'
import { seal } from './tokens/sealed.ts'
import { confirmSecret, dropSecret, putSecret, replaceCodes } from './totp-queries.ts'

type Codes = z.output<typeof recoveryCodesOutput>

/**
 * A secret for an authenticator, which counts once a code of it has come back. Throws UNAUTHENTICATED,
 * WRONG_CREDENTIALS, AUTH_BUSY, and CONFLICT when one counts already.
 */
export async function setUpTotp(
  ctx: Ctx,
  { password }: z.output<typeof totpSetUpInput>,
): Promise<z.output<typeof totpSetUpOutput>> {
  const credential = await ownCredential(ctx)
  await requirePassword(ctx, credential, password)
  const secret = newSecret(ctx)
  const sealed = await seal(ctx.secret, TOTP_PURPOSE, secret.base32)
  if (!(await putSecret(ctx.db, credential.accountId, sealed))) throw alreadySetUp()
  return { secret: secret.base32, uri: totpOf(secret, credential.email).toString() }
}

/** From now on signing in takes a code. Throws UNAUTHENTICATED, WRONG_CODE, and CONFLICT when it does already. */
export async function confirmTotp(
  ctx: Ctx,
  { code }: z.output<typeof totpConfirmInput>,
): Promise<Codes> {
  const accountId = requireUser(ctx.actor)
  return await transact(ctx.db, async (tx) => {
    const credential = await lockCredential(tx, accountId)
    if (credential === undefined) throw new AppError('UNAUTHENTICATED')
    if (credential.totpConfirmedAt !== null) throw alreadySetUp()
    await takeSecondFactor({ ...ctx, db: tx }, credential, code)
    await confirmSecret(tx, accountId)
    await insertAudit(tx, { accountId, actor: actorName(ctx.actor), event: 'totp-enabled' })
    return await makeCodes({ ...ctx, db: tx }, accountId)
  })
}

/** Throws UNAUTHENTICATED, WRONG_CREDENTIALS, WRONG_CODE, AUTH_BUSY, and CONFLICT when there is none. */
export async function disableTotp(
  ctx: Ctx,
  input: z.output<typeof totpDisableInput>,
): Promise<z.output<typeof acceptedOutput>> {
  return await withBothFactors(ctx, input, async (own, accountId) => {
    await dropSecret(own.db, accountId)
    await insertAudit(own.db, { accountId, actor: actorName(ctx.actor), event: 'totp-disabled' })
    return { accepted: true } as const
  })
}

/** Ten new recovery codes in place of those there were. Throws as `disableTotp`. */
export async function renewRecoveryCodes(
  ctx: Ctx,
  input: z.output<typeof recoveryCodesInput>,
): Promise<Codes> {
  return await withBothFactors(ctx, input, makeCodes)
}

async function withBothFactors<Result>(
  ctx: Ctx,
  { password, code }: { readonly password: string; readonly code: string },
  work: (ctx: Ctx, accountId: number) => Promise<Result>,
): Promise<Result> {
  const credential = await ownCredential(ctx)
  if (credential.totpConfirmedAt === null) {
    throw new AppError('CONFLICT', { message: 'No second factor is set up' })
  }
  await requirePassword(ctx, credential, password)
  return await transact(ctx.db, async (tx) => {
    const own = { ...ctx, db: tx }
    const locked = await lockProven(tx, credential)
    await takeSecondFactor(own, locked, code)
    return await work(own, locked.accountId)
  })
}

async function makeCodes(ctx: Ctx, accountId: number): Promise<Codes> {
  const recoveryCodes = newRecoveryCodes(ctx)
  await replaceCodes(
    ctx.db,
    accountId,
    recoveryCodes.map((code) => hashCode(ctx, code)),
  )
  const actor = actorName(ctx.actor)
  await insertAudit(ctx.db, { accountId, actor, event: 'recovery-codes-made' })
  return { recoveryCodes: [...recoveryCodes] }
}

async function ownCredential(ctx: Ctx): Promise<Credential> {
  const credential = await credentialOf(ctx.db, requireUser(ctx.actor))
  if (credential === undefined) throw new AppError('UNAUTHENTICATED')
  return credential
}

const alreadySetUp = () =>
  new AppError('CONFLICT', { message: 'A second factor is set up already: disable it first' })
