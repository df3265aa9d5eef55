import { AppError, type Services } from '@loadout/core'
import { findGone } from '@loadout/core/accounts'
import { inBatches } from '../http/in-batches.ts'
import type { Watched } from './watch.ts'

/**
 * Lets in who would be let in this very moment. That a request was is not enough: who sent it is remembered for a
 * while, and a token is good for some seconds beyond its end, which a stream would add its own second to, and its client
 * would come back for again and again. Those who come together are looked up together. Throws UNAUTHENTICATED.
 */
export function createAdmission(
  services: Pick<Services, 'db' | 'clock'>,
): (who: Watched) => Promise<void> {
  const isGone = inBatches(async (all: readonly Watched[]) => {
    const gone = new Set(await findGone(services, all))
    return all.map((who) => gone.has(who))
  })
  return async (who) => {
    const isOver = who.until <= services.clock.now().getTime()
    if (isOver || (await isGone(who))) throw new AppError('UNAUTHENTICATED')
  }
}
