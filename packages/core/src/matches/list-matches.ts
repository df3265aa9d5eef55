import { z } from 'zod'
import type { Ctx } from '../context.ts'
import { decodeCursor, encodeCursor } from '../pagination.ts'
import { resolveFilter } from '../stats/index.ts'
import type { listMatchesInput, listMatchesOutput } from './contract.ts'
import { listMatchRows } from './read-queries.ts'
import { summaryKeys, toSummary } from './summary.ts'

const cursorKey = z.tuple([z.int(), z.int().positive()])

/** Matches, newest first, by keyset cursor. Unknown filter values give an empty page. Throws BAD_CURSOR. */
export async function listMatches(
  ctx: Ctx,
  input: z.output<typeof listMatchesInput>,
): Promise<z.output<typeof listMatchesOutput>> {
  const { limit, cursor, ...filters } = input
  const before = cursor === undefined ? null : decodeCursor(cursor, filters, cursorKey)
  const filter = await resolveFilter(ctx, filters)
  if (filter === null) return { items: [], nextCursor: null }

  const rows = await listMatchRows(ctx.db, filter, {
    limit: limit + 1,
    before: before && { startedAt: new Date(before[0]), key: before[1] },
  })
  const page = rows.slice(0, limit)
  const named = await ctx.dimensions.named(page.flatMap(summaryKeys))
  const last = page.at(-1)
  return {
    items: page.map((row) => toSummary(row, named)),
    nextCursor:
      rows.length > limit && last !== undefined
        ? encodeCursor(filters, [last.started_at.getTime(), last.match_key])
        : null,
  }
}
