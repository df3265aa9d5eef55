import type { z } from 'zod'
import type { Ctx } from '../context.ts'
import { AppError } from '../errors.ts'
import type { productPageInput, productPageOutput } from './contract.ts'
import { type PageRow, pageById, pageBySlug, versionById, versionBySlug } from './queries.ts'

type Input = z.output<typeof productPageInput>
type PageCtx = Pick<Ctx, 'db' | 'reviewLabels'>

/**
 * All that the page of a product shows at first, in one statement and so of one moment. An old slug finds
 * its product and says so in `redirectedFrom`. Throws PRODUCT_NOT_FOUND.
 */
export async function productPage(
  ctx: Ctx,
  input: Input,
): Promise<z.output<typeof productPageOutput>> {
  return JSON.parse((await productPageText(ctx, input)).json)
}

/** The same as JSON text, as PostgreSQL made it, and of which version it is. Throws PRODUCT_NOT_FOUND. */
export async function productPageText(
  { db, reviewLabels }: PageCtx,
  { idOrSlug }: Input,
): Promise<PageRow> {
  const { rules, version } = reviewLabels
  const [row] = await (typeof idOrSlug === 'number'
    ? pageById(db, idOrSlug, rules)
    : pageBySlug(db, idOrSlug, rules))
  if (row !== undefined) return { ...row, version: `${row.version}.${version}` }
  throw new AppError('PRODUCT_NOT_FOUND', {
    fields: [{ pointer: '/idOrSlug', message: 'no such product' }],
  })
}

/** The page's version alone, by a look at a few index pages; null when there is no such page. */
export async function productPageVersion(
  { db, reviewLabels }: PageCtx,
  { idOrSlug }: Input,
): Promise<string | null> {
  const [row] = await (typeof idOrSlug === 'number'
    ? versionById(db, idOrSlug)
    : versionBySlug(db, idOrSlug))
  return row === undefined ? null : `${row.version}.${reviewLabels.version}`
}
