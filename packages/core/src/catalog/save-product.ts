import type { z } from 'zod'
import { requireScope } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { inTurn } from '../db/in-turn.ts'
import { transact } from '../db/transaction.ts'
import type { saveOutput } from './contract.ts'
import { NAMES } from './save/identity-queries.ts'
import { toError } from './save/outcome.ts'
import { saveProducts } from './save/save-products.ts'
import type { StoreDocument } from './store-document.ts'
import { lockProduct } from './write-queries.ts'

/**
 * Saves a whole product: a new one, or the one that the document's id or source means. The same document a
 * second time changes nothing. Throws PRODUCT_NOT_FOUND, SLUG_TAKEN, STYLE_NOT_FOUND, SKU_NOT_FOUND, and
 * CONFLICT also when it leaves out stock of which some is reserved; UNAVAILABLE when too many saves wait.
 */
export async function saveProduct(
  ctx: Ctx,
  document: StoreDocument,
): Promise<z.output<typeof saveOutput>> {
  requireScope(ctx.actor, 'catalog:write')
  const run = () =>
    transact(ctx.db, async (tx) => {
      const [saved] = await saveProducts(ctx, tx, [document])
      if (saved === undefined) throw new Error('a document without an outcome')
      if (saved.outcome === 'refused') throw toError(saved.refusal)
      const product = await lockProduct(tx, saved.id)
      if (product === undefined) throw new Error('a saved product is not there')
      return { ...saved, slug: product.slug, revision: product.revision }
    })
  return inTurn(ctx, NAMES, run)
}
