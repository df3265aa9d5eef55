import type { z } from 'zod'
import { actorName, requireScope } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import type { SanctionKind, sanctionInput, sanctionOutput } from './contract.ts'
import { lockLowerRank } from './lock-lower-rank.ts'
import { endSessions, insertAudit, insertSanction } from './sanction-queries.ts'
import { tellSanctioned } from './tell-sanctioned.ts'
import { updateStanding } from './update-standing.ts'

const EVENTS = {
  warn: 'warned',
  mute: 'muted',
  ban: 'banned',
  'shadow-ban': 'shadow-banned',
} as const satisfies Record<SanctionKind, string>

/** Later ones have more digits than a date may have, in one time zone or another. */
const END_OF_TIME = new Date('9999-01-01T00:00:00Z')

/**
 * Warns, mutes, bans or shadow-bans an account, until a moment or until somebody lifts it. A ban ends its
 * sessions. The account is told, except of a shadow-ban. Throws ACCOUNT_NOT_FOUND, FORBIDDEN unless the account
 * is of lower rank, and BAD_INPUT for a moment that is past.
 */
export async function sanction(
  ctx: Ctx,
  input: z.output<typeof sanctionInput>,
): Promise<z.output<typeof sanctionOutput>> {
  requireScope(ctx.actor, 'moderation:write')
  const { accountId, kind, reason } = input
  const until = futureOf(ctx, input.until)
  const actor = actorName(ctx.actor)
  return await transact(ctx.db, async (tx) => {
    await lockLowerRank(tx, ctx.actor, accountId)
    const sanctionId = await insertSanction(tx, {
      ...{ account_id: accountId, kind, until, reason },
      imposed_by: actor,
    })
    const standing = await updateStanding(ctx, tx, accountId)
    if (kind === 'ban') await endSessions(tx, accountId)
    const event = EVENTS[kind]
    const detail = { sanctionId, reason, until: until?.toISOString() ?? null }
    await insertAudit(tx, { accountId, actor, event, detail })
    await tellSanctioned(tx, accountId, { sanctionId, kind, until, reason, lifted: false })
    return { sanctionId, standing }
  })
}

function futureOf({ clock }: Ctx, moment: string | undefined): Date | null {
  if (moment === undefined) return null
  const until = new Date(moment)
  if (until > clock.now() && until < END_OF_TIME) return until
  const message = 'must be in the future, and before the year 9999: leave it out for good'
  throw new AppError('BAD_INPUT', { fields: [{ pointer: '/until', message }] })
}
