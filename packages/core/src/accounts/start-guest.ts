import type { z } from 'zod'
import type { Ctx } from '../context.ts'
import type { startGuestOutput } from './contract.ts'
import { createGuest } from './create-guest.ts'

/** A new guest for a caller that keeps the token itself. */
export async function startGuest(
  ctx: Ctx,
  { origin }: { readonly origin: string | null },
): Promise<z.output<typeof startGuestOutput>> {
  const { token, expiresAt } = await createGuest(ctx, { origin })
  return { token, expiresAt: expiresAt.toISOString() }
}
