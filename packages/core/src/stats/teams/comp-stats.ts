import { z } from 'zod'
import type { Ctx } from '../../context.ts'
import { readSnapshot } from '../../db/transaction.ts'
import { decodeCursor, encodeCursor } from '../../pagination.ts'
import { cachedRead, type StatsRead } from '../cached-read.ts'
import { compSums } from '../queries/read-comps.ts'
import { countMatches } from '../read-queries.ts'
import { agentKeys, compMeasures } from './comp-measures.ts'
import type { compStatsInput, compStatsOutput } from './contract.ts'

type Input = z.output<typeof compStatsInput>
type Output = z.output<typeof compStatsOutput>

/** Sort key of the last row: its rank, and its agent keys with dots between. */
const cursorKey = z.tuple([z.number(), z.string().regex(/^[\d.]{0,64}$/)])

/**
 * Team compositions with a number of games, best first, by keyset cursor. Sums that grow between two pages
 * move a composition: it may then be on both or on neither. Unknown filters give an empty list.
 */
export async function compStats(ctx: Ctx, input: Input): Promise<Output> {
  const { cursor, limit, act: _act, region: _region, tier: _tier, ...question } = input
  const { minSample: _, ...listed } = question
  const after = cursor === undefined ? null : decodeCursor(cursor, listed, cursorKey)
  const { value, updatedAt } = await cachedRead(ctx, {
    name: `comps.${limit}.${JSON.stringify(after)}`,
    input: { ...question, tier: 'all' },
    load: (read) => loadComps(ctx, read, { ...question, limit, after, listed }),
  })
  return { ...(value ?? { items: [], nextCursor: null, matches: 0 }), updatedAt }
}

type Question = Pick<Input, 'minGames' | 'minSample' | 'sort' | 'limit'> & {
  readonly after: z.output<typeof cursorKey> | null
  /** What a cursor belongs to. */
  readonly listed: unknown
}

async function loadComps(
  ctx: Ctx,
  { version, keys }: StatsRead,
  { limit, minGames, minSample, sort, after, listed }: Question,
): Promise<Omit<Output, 'updatedAt'>> {
  const [rows, matches] = await readSnapshot(ctx.db, async (tx) => [
    await compSums(tx, { version, keys, minGames, sort, after, limit: limit + 1 }),
    await countMatches(tx, { version, keys, tier: 'all' }),
  ])
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  const named = await ctx.dimensions.named(page.flatMap(({ comp }) => agentKeys(comp)))
  return {
    items: page.map((row) => compMeasures(row, { named, matches, minSample })),
    nextCursor: last === undefined ? null : encodeCursor(listed, [last.rank, last.comp]),
    matches,
  }
}
