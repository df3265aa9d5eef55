import type { z } from 'zod'
import type { Ctx } from '../context.ts'
import { toAgentRef } from '../stats/index.ts'
import { measuresBy } from './measures-by.ts'
import type { playerAgentsInput, playerAgentsOutput } from './pages/contract.ts'

/**
 * What a player did with each agent, most games first. Unknown filter values give an empty list. Throws
 * PLAYER_NOT_FOUND, PLAYER_PRIVATE.
 */
export async function playerAgents(
  ctx: Ctx,
  input: z.output<typeof playerAgentsInput>,
): Promise<z.output<typeof playerAgentsOutput>> {
  const { games, items } = await measuresBy(ctx, 'agent', input)
  return { games, items: items.map(({ of, measures }) => ({ agent: toAgentRef(of), measures })) }
}
