import type { Ctx } from '../context.ts'
import { resolveFilter } from '../stats/index.ts'
import type { GameFilter } from './game-queries.ts'

export interface GameFilterInput {
  readonly queue?: string | undefined
  readonly act?: string | undefined
  readonly region?: string | undefined
  readonly map?: string | undefined
  readonly patch?: string | undefined
  readonly agent?: string | undefined
}

/** Filters of games as database keys; null when one names something that no game has. */
export async function resolveGames(
  ctx: Ctx,
  { agent, ...input }: GameFilterInput,
): Promise<GameFilter | null> {
  const keys = await resolveFilter(ctx, input)
  if (keys === null || agent === undefined) return keys
  const agent_key = await ctx.dimensions.find('agent', agent)
  return agent_key === null ? null : { ...keys, agent_key }
}
