import type { Kysely } from 'kysely'
import type { Ctx } from '../context.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { holdSanctions } from './admit-queries.ts'
import { requireUnsanctioned } from './require-unsanctioned.ts'
import { screenText } from './screen-text.ts'

/** Nobody looks at a name before others do: with a word of the list in it there is none. Throws BAD_INPUT with the field. */
export async function screenName(db: Kysely<Database>, name: string): Promise<void> {
  if ((await screenText(db, [{ source: name, text: name }])) === 'visible') return
  throw new AppError('BAD_INPUT', {
    fields: [{ pointer: '/name', message: 'has a word in it that nobody may be called' }],
  })
}

/**
 * Lets an account that may write call itself that: all see a name, as they see a text. Throws MUTED, BANNED,
 * UNAUTHENTICATED when the account is gone, and BAD_INPUT as `screenName` does.
 */
export async function admitName(
  { clock }: Pick<Ctx, 'clock'>,
  tx: Kysely<Database>,
  { accountId, name }: { readonly accountId: number; readonly name: string },
): Promise<void> {
  requireUnsanctioned(await holdSanctions(tx, accountId, clock.now()))
  await screenName(tx, name)
}
