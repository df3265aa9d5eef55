import { z } from 'zod'
import type { Ctx } from '../context.ts'
import { decodeCursor, encodeCursor, MAX_INT4 } from '../pagination.ts'
import { resolveFilter } from '../stats/index.ts'
import type { listMatchesInput, listMatchesOutput } from './contract.ts'
import {
  type ListPosition,
  type MatchListFilter,
  type MatchSummaryRow,
  type MatchWindow,
  matchWindow,
} from './read-queries.ts'
import { summaryKeys, toSummary } from './summary.ts'

const cursorKey = z.tuple([z.int().min(-8.64e15).max(8.64e15), z.int().positive().max(MAX_INT4)])

/** Matches looked at for one page, at most: a filter that hardly any match fits gives short pages. */
const WINDOW = 2_000
const MAX_WINDOWS = 5

/**
 * Matches, newest first, by keyset cursor. Unknown filter values give an empty page; a page may be short
 * or empty and still have a cursor, when few matches fit the filters. Throws BAD_CURSOR.
 */
export async function listMatches(
  ctx: Ctx,
  input: z.output<typeof listMatchesInput>,
): Promise<z.output<typeof listMatchesOutput>> {
  const { limit, cursor, ...filters } = input
  const before = cursor === undefined ? null : decodeCursor(cursor, filters, cursorKey)
  const filter = await resolveFilter(ctx, filters)
  if (filter === null) return { items: [], nextCursor: null }

  const start = before && { startedAt: new Date(before[0]), key: before[1] }
  const { rows, end } = await readPage(ctx, filter, { limit, before: start })
  const named = await ctx.dimensions.named(rows.flatMap(summaryKeys))
  return {
    items: rows.map((row) => toSummary(row, named)),
    nextCursor: end && encodeCursor(filters, [end.startedAt.getTime(), end.key]),
  }
}

/** Up to `limit` rows, and where the next page begins. */
async function readPage(
  ctx: Ctx,
  filter: MatchListFilter,
  page: { readonly limit: number; readonly before: ListPosition | null },
): Promise<MatchWindow> {
  const { queue_key: _, ...rest } = filter
  // Whatever fits is looked at as it is; one row more tells whether there is a next page.
  const size = Object.keys(rest).length === 0 ? page.limit + 1 : WINDOW
  const rows: MatchSummaryRow[] = []
  let end = page.before
  for (let windows = 0; windows < MAX_WINDOWS && rows.length <= page.limit; windows++) {
    const window = await matchWindow(ctx.db, filter, { size, before: end })
    rows.push(...window.rows)
    end = window.end
    if (end === null) break
  }
  if (rows.length <= page.limit) return { rows, end }
  const kept = rows.slice(0, page.limit)
  const last = kept.at(-1)
  return { rows: kept, end: last ? { startedAt: last.started_at, key: last.match_key } : null }
}
