import type { Ctx } from '@loadout/core'
import { productFacets, searchContract, searchProducts, suggest } from '@loadout/core/catalog'

export type SearchQuery = searchContract.SearchQuery
export type FacetsQuery = searchContract.FacetsQuery

/** The verbs with inputs as a caller writes them. */
export const find = (ctx: Ctx, input: SearchQuery) =>
  searchProducts(ctx, searchContract.searchInput.parse(input))

export const facetsOf = async (ctx: Ctx, input: FacetsQuery) =>
  productFacets(ctx, searchContract.facetsInput.parse(input))

export const suggestionsFor = (ctx: Ctx, query: string, limit?: number) =>
  suggest(ctx, searchContract.suggestInput.parse({ query, limit }))

/** The names of the hits. */
export async function namesOf(ctx: Ctx, input: SearchQuery | string): Promise<readonly string[]> {
  const { items } = await find(ctx, typeof input === 'string' ? { query: input } : input)
  return items.map(({ name }) => name)
}

/** The ids of all pages of a list; `between` runs after every page. */
export async function idsOfPages(
  ctx: Ctx,
  input: SearchQuery,
  between: () => Promise<unknown> = async () => {},
): Promise<readonly number[]> {
  const ids: number[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await find(ctx, cursor === undefined ? input : { ...input, cursor })
    ids.push(...page.items.map(({ id }) => id))
    if (page.nextCursor === null) return ids
    cursor = page.nextCursor
    await between()
  }
}
