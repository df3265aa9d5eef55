import type { Kysely } from 'kysely'
import type { Ctx } from '../context.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { holdSanctions } from './admit-queries.ts'
import { requireUnsanctioned } from './require-unsanctioned.ts'
import { screenText } from './screen-text.ts'

/**
 * Nobody looks at a name before others do: with an address in it, or a word of the list, however it is set apart, there
 * is none. Throws BAD_INPUT with the field.
 */
export async function screenName(
  { markdown }: Pick<Ctx, 'markdown'>,
  db: Kysely<Database>,
  name: string,
): Promise<void> {
  if (markdown.read(name).hasLink) throw badName('must not be an address')
  const together = name.replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '')
  const forms = [name, together].map((form) => ({ source: form, text: form }))
  if ((await screenText(db, forms)) === 'held') {
    throw badName('has a word in it that nobody may be called')
  }
}

function badName(message: string): AppError {
  return new AppError('BAD_INPUT', { fields: [{ pointer: '/name', message }] })
}

/**
 * Lets an account that may write call itself that: all see a name, as they see a text. Throws MUTED, BANNED,
 * UNAUTHENTICATED when the account is gone, and BAD_INPUT as `screenName` does.
 */
export async function admitName(
  ctx: Pick<Ctx, 'clock' | 'markdown'>,
  tx: Kysely<Database>,
  { accountId, name }: { readonly accountId: number; readonly name: string },
): Promise<void> {
  requireUnsanctioned(await holdSanctions(tx, accountId, ctx.clock.now()))
  await screenName(ctx, tx, name)
}
