import type { z } from 'zod'
import { requireAccount } from '../actor.ts'
import type { Ctx } from '../context.ts'
import type { setReactionInput, setReactionOutput } from './contract.ts'
import { REACTION_SETTERS } from './setters.ts'

/** Reacts to something with an emoji, or no longer so; idempotent. Throws POST_NOT_FOUND unless it is shown, and BLOCKED. */
export async function react(
  ctx: Ctx,
  { subject, emoji, on }: z.output<typeof setReactionInput>,
): Promise<z.output<typeof setReactionOutput>> {
  requireAccount(ctx.actor)
  return await REACTION_SETTERS[subject.kind](ctx, { id: subject.id, emoji, on })
}
