import { requireScope } from '../../actor.ts'
import type { Ctx } from '../../context.ts'
import { storeDocuments } from './store-queries.ts'
import { unescapeText } from './unescape-text.ts'

/**
 * Every game with its editions and add-ons, and the merchandise that `exportAtelier` does not write, with its
 * styles and stock, as NDJSON of store documents: imported into an empty database they give the same products
 * under the same ids. Former slugs and prices, products chosen to be related, and what people write have no
 * place in these documents. Throws UNAUTHENTICATED or FORBIDDEN without the scope `imports:write`.
 */
export async function exportGames(
  ctx: Ctx,
  write: (chunks: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<void> {
  requireScope(ctx.actor, 'imports:write')
  await ctx.bulk.connect((connection) =>
    write(unescapeText(connection.copyOut(storeDocuments, 'text'))),
  )
}
