import type { Kysely } from 'kysely'
import type { z } from 'zod'
import { requireScope } from '../actor.ts'
import type { Ctx } from '../context.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { changeProduct } from './change-product.ts'
import type { changedOutput, renameInput } from './contract.ts'
import { findSlugs } from './save/identity-queries.ts'
import { type LockedProduct, writeSlug } from './write-queries.ts'

/**
 * Gives a product another slug; the former one goes on leading to it. Throws PRODUCT_NOT_FOUND, and
 * SLUG_TAKEN when another product has the slug or had it.
 */
export async function renameProduct(
  ctx: Ctx,
  { productId, slug }: z.output<typeof renameInput>,
): Promise<z.output<typeof changedOutput>> {
  requireScope(ctx.actor, 'catalog:write')
  return changeProduct(ctx, productId, rename, { locksNames: true })

  async function rename(tx: Kysely<Database>, product: LockedProduct): Promise<boolean> {
    if (product.slug === slug) return false
    const holder = (await findSlugs(tx, [slug])).get(slug) ?? productId
    if (holder !== productId) throw slugTaken()
    await writeSlug(tx, productId, { from: product.slug, to: slug })
    return true
  }
}

function slugTaken(): AppError {
  const message = 'another product has it, or had it'
  return new AppError('SLUG_TAKEN', { fields: [{ pointer: '/slug', message }] })
}
