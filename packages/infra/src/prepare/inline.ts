import type { Codec, Preparer } from '@loadout/core'
import { prepareDocument, TRADE_WINDOW_MS } from '@loadout/core/matches'
import type { Game } from '@loadout/core/sources'

/** Prepares on the calling thread, one document per turn of the event loop. */
export function createInlinePreparer(
  codec: Codec,
  game: Game,
  tradeWindowMs = TRADE_WINDOW_MS,
): Preparer {
  return {
    parallelism: 1,
    tradeWindowMs,
    async prepare(documents, source) {
      const prepared = []
      for (const document of documents) {
        prepared.push(prepareDocument({ codec, game, tradeWindowMs }, document, source))
        await nextTurn()
      }
      return prepared
    },
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
