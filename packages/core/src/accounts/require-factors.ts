import type { Ctx } from '../context.ts'
import { AppError } from '../errors.ts'
import { type Credential, replaceHash } from './credential-queries.ts'
import { takeSecondFactor } from './second-factor.ts'

/** Whether this is the password; kept under present parameters from now on. Throws WRONG_CREDENTIALS or AUTH_BUSY. */
export async function requirePassword(
  { db, passwords }: Pick<Ctx, 'db' | 'passwords'>,
  { accountId, passwordHash }: Pick<Credential, 'accountId' | 'passwordHash'>,
  password: string,
): Promise<void> {
  if (!(await passwords.verify(passwordHash, password))) throw new AppError('WRONG_CREDENTIALS')
  if (!passwords.isOutdated(passwordHash)) return
  await replaceHash(db, accountId, { from: passwordHash, to: await passwords.hash(password) })
}

/** Takes a code where a second factor is set up. Throws SECOND_FACTOR_REQUIRED or WRONG_CODE. */
export async function requireSecondFactor(
  ctx: Ctx,
  credential: Credential,
  code: string | undefined,
): Promise<void> {
  if (credential.totpConfirmedAt === null) return
  if (code === undefined) throw new AppError('SECOND_FACTOR_REQUIRED')
  await takeSecondFactor(ctx, credential, code)
}
