import type { z } from 'zod'
import type { Ctx } from '../../context.ts'
import { cachedRead, type StatsRead } from '../cached-read.ts'
import { rate } from '../rate.ts'
import { mapSums } from '../read-queries.ts'
import { toMapRef } from '../refs.ts'
import type { mapStatsInput, mapStatsOutput } from './contract.ts'
import { mapMeasures } from './map-measures.ts'

type Input = z.output<typeof mapStatsInput>
type Output = z.output<typeof mapStatsOutput>

/** Every map with its share of matches and how its rounds went, most played first. */
export async function mapStats(ctx: Ctx, input: Input): Promise<Output> {
  const { value, updatedAt } = await cachedRead(ctx, {
    name: 'maps',
    input,
    load: (read) => loadMaps(ctx, read, input),
  })
  return { ...(value ?? { items: [], matches: 0 }), updatedAt }
}

async function loadMaps(
  ctx: Ctx,
  read: StatsRead,
  { minSample }: Input,
): Promise<Omit<Output, 'updatedAt'>> {
  const rows = await mapSums(ctx.db, read)
  const named = await ctx.dimensions.named(rows.map((row) => row.map_key))
  const matches = rows.reduce((sum, row) => sum + row.matches, 0)
  const items = rows.map((row) => ({
    map: toMapRef(named.get(row.map_key)),
    playRate: rate(row.matches, matches),
    ...mapMeasures(row, minSample),
  }))
  return {
    matches,
    items: items.sort((a, b) => b.matches - a.matches || a.map.name.localeCompare(b.map.name)),
  }
}
