import type { Kysely } from 'kysely'
import type { Ctx } from '../context.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Standing } from './contract.ts'
import { findStanding, writeStanding } from './sanction-queries.ts'

/** Has the account say what its sanctions come to; returns that. The caller holds it. Throws ACCOUNT_NOT_FOUND. */
export async function updateStanding(
  { clock }: Pick<Ctx, 'clock'>,
  tx: Kysely<Database>,
  accountId: number,
): Promise<Standing> {
  await writeStanding(tx, accountId)
  const standing = await findStanding(tx, accountId, clock.now())
  if (standing === undefined) throw new AppError('ACCOUNT_NOT_FOUND')
  return standing
}
