import type { Kysely } from 'kysely'
import type { Ctx } from '../context.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { findVoice } from './admit-queries.ts'
import type { CaseCause, Status } from './contract.ts'
import { screenText } from './screen-text.ts'

/** How a text may appear. */
export interface Admission {
  readonly status: Extract<Status, 'visible' | 'held' | 'shadowed'>
  /** Why it waits for a moderator; null: it does not. */
  readonly cause: CaseCause | null
}

/**
 * Whether somebody may publish these texts, and how they appear: to all, to nobody until a moderator has
 * looked, or to their author alone. First statement of the transaction that stores them. Throws MUTED.
 */
export async function admitText(
  ctx: Pick<Ctx, 'clock'>,
  tx: Kysely<Database>,
  { accountId, texts }: { readonly accountId: number; readonly texts: readonly string[] },
): Promise<Admission> {
  const voice = await findVoice(tx, accountId)
  if (voice?.muted_until != null && voice.muted_until > ctx.clock.now()) {
    throw new AppError('MUTED', { message: `This account may not write ${untilOf(voice)}` })
  }
  if (voice?.shadow_banned) return { status: 'shadowed', cause: null }
  const status = await screenText(tx, texts)
  return { status, cause: status === 'held' ? 'words' : null }
}

/** `infinity`, which is for good, comes as a number. */
function untilOf({ muted_until: until }: { readonly muted_until: unknown }): string {
  return until instanceof Date ? `until ${until.toISOString()}` : 'any more'
}
