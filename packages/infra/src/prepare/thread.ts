import type { Preparer, RawDocument } from '@loadout/core'
import { type PreparedDocument, prepareDocument } from '@loadout/core/matches'
import { nodeCodec } from '../codec.ts'
import { loadGame } from './load-game.ts'

/** What the pool sends to a thread. */
export interface PrepareTask {
  readonly documents: readonly RawDocument[]
  readonly source: Parameters<Preparer['prepare']>[1]
  /** Module of the game: a game has functions, which do not cross threads. */
  readonly gameModule: string
  readonly tradeWindowMs: number
}

/** Runs in a worker thread. The answer is small enough that copying it costs less than managing its buffers. */
export async function prepare(task: PrepareTask): Promise<readonly PreparedDocument[]> {
  const { gameModule, tradeWindowMs } = task
  const deps = { codec: nodeCodec, game: await loadGame(gameModule), tradeWindowMs }
  return task.documents.map((raw) => prepareDocument(deps, raw, task.source))
}
