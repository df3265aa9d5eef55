import type { z } from 'zod'
import type { Ctx } from '../../context.ts'
import { decodeCursor, encodeCursor } from '../../pagination.ts'
import type { Facets, Sort, searchInput, searchOutput } from './contract.ts'
import { correctionOf } from './correct-query.ts'
import { countFacets } from './count-facets.ts'
import { cursorKey, type Listing, type Page, type Position, readPage } from './read-page.ts'
import { readText } from './read-text.ts'

/** With fewer products than this, none of them by its name, the query is taken to be misspelt, too. */
const FEW = 3

/**
 * Products by their words, with filters, in an order that stays as it is while products come in: a page
 * begins behind the last product of the one before. Nothing in a query is an operator, and no query is
 * refused for what is in it. A page looks at a bounded number of products: with filters that few of them
 * pass it may be short or empty, and still have a cursor.
 *
 * When nothing has the words, the answer is that of what was probably meant (`didYouMean`); when only a few
 * descriptions have them, that is offered. Pages of a corrected list go on with what it was corrected to.
 *
 * Hits and facets are statements of their own, at the same time: a page ends at its limit, often within an
 * index, while facets need everything that fits. Throws BAD_CURSOR.
 */
export async function searchProducts(
  ctx: Pick<Ctx, 'db' | 'facetIndex'>,
  input: z.output<typeof searchInput>,
): Promise<z.output<typeof searchOutput>> {
  const { limit, cursor, facets: withFacets, ...list } = input
  const { query, sort, ...filters } = list
  const { position, corrected } =
    cursor === undefined ? START : decodeCursor(cursor, list, cursorKey)
  const listing = { text: await readText(ctx, corrected ?? query), filters }
  const options = { sort, limit, after: position, withFacets }
  const exact = await readList(ctx, listing, options)
  const isFirst = position === null
  const found = exact.page.items.length
  const better =
    isFirst && isPoor(exact.page, sort) ? await correct(ctx, { ...listing, found }, options) : null
  const isCorrected = corrected !== null || (better !== null && found === 0)
  const shown = better !== null && isCorrected ? better : exact
  const pinned = isCorrected ? (better?.query ?? corrected) : null
  const { items, end } = shown.page
  return {
    items,
    nextCursor: end && encodeCursor(list, [end.leg, end.key, end.id, pinned]),
    didYouMean: better?.query ?? corrected,
    corrected: isCorrected,
    facets: shown.facets,
  }
}

const START = { position: null, corrected: null }

interface ListOptions {
  readonly sort: Sort
  readonly limit: number
  readonly after: Position | null
  readonly withFacets: boolean
}

interface List {
  readonly page: Page
  readonly facets: Facets | null
}

async function readList(
  ctx: Pick<Ctx, 'db' | 'facetIndex'>,
  listing: Listing,
  { withFacets, ...page }: ListOptions,
): Promise<List> {
  const [hits, facets] = await Promise.all([
    readPage(ctx, listing, page),
    withFacets ? countFacets(ctx, listing) : null,
  ])
  return { page: hits, facets }
}

/** The leg of products that have the words, but not in their names. */
const UNNAMED = 1

/** Of a page that was cut off nobody knows yet. */
function isPoor({ items, end, firstLeg }: Page, sort: Sort): boolean {
  if (end !== null) return false
  return items.length === 0 || (sort === 'relevance' && items.length < FEW && firstLeg === UNNAMED)
}

/** The list of what was probably meant; null when there is no such thing, or nothing in it either. */
async function correct(
  ctx: Pick<Ctx, 'db' | 'facetIndex'>,
  { text, filters, found }: Listing & { readonly found: number },
  options: ListOptions,
): Promise<(List & { readonly query: string }) | null> {
  const query = await correctionOf(ctx, text, found)
  if (query === null) return null
  const list = await readList(ctx, { text: await readText(ctx, query), filters }, options)
  return list.page.items.length === 0 ? null : { ...list, query }
}
