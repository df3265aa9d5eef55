import type { Ctx } from '../context.ts'
import { gameMeasures } from '../stats/index.ts'
import { openPage } from './find-player.ts'
import { sumsBy } from './game-queries.ts'
import { type GameFilterInput, resolveGames } from './resolve-games.ts'

/** What a player did with each agent or on each map, most games first. Throws as `openPage` does. */
export async function measuresBy(
  ctx: Ctx,
  key: 'agent' | 'map',
  { player, ...filters }: GameFilterInput & { readonly player: string },
) {
  const { player_key } = await openPage(ctx, player)
  const filter = await resolveGames(ctx, filters)
  const rows = filter === null ? [] : await sumsBy(ctx.db, player_key, { key, filter })
  const named = await ctx.dimensions.named(rows.map((row) => row.key))
  const items = rows
    .map((row) => ({ of: named.get(row.key), measures: gameMeasures(row) }))
    .sort((a, b) => b.measures.games - a.measures.games)
  return { games: items.reduce((sum, { measures }) => sum + measures.games, 0), items }
}
