import type { z } from 'zod'
import type { Ctx } from '../context.ts'
import type { feedListInput, feedListOutput } from './contract.ts'
import { feedText } from './feed-text.ts'

/**
 * Posts that everybody can see. `new` is a keyset list; `hot` and `top` are pages of a snapshot, so nothing is
 * repeated or left out while votes come in. With Redis away the database answers. Throws BAD_CURSOR.
 */
export async function listFeed(
  ctx: Ctx,
  input: z.output<typeof feedListInput>,
): Promise<z.output<typeof feedListOutput>> {
  return JSON.parse(await feedText(ctx, input))
}
