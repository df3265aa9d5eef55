import type { Codec, Preparer } from '@loadout/core'
import { prepareDocument } from '@loadout/core/matches'

/** Prepares on the calling thread, one document per turn of the event loop. */
export function createInlinePreparer(codec: Codec): Preparer {
  return {
    parallelism: 1,
    async prepare(documents, source) {
      const prepared = []
      for (const document of documents) {
        prepared.push(prepareDocument({ codec }, document, source))
        await nextTurn()
      }
      return prepared
    },
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
