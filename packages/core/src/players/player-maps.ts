import type { z } from 'zod'
import type { Ctx } from '../context.ts'
import { toMapRef } from '../stats/index.ts'
import { measuresBy } from './measures-by.ts'
import type { playerMapsInput, playerMapsOutput } from './pages/contract.ts'

/**
 * How a player did on each map, most games first. Unknown filter values give an empty list. Throws
 * PLAYER_NOT_FOUND, PLAYER_PRIVATE.
 */
export async function playerMaps(
  ctx: Ctx,
  input: z.output<typeof playerMapsInput>,
): Promise<z.output<typeof playerMapsOutput>> {
  const { games, items } = await measuresBy(ctx, 'map', input)
  return { games, items: items.map(({ of, measures }) => ({ map: toMapRef(of), measures })) }
}
