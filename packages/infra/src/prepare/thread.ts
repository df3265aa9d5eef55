import type { Preparer, RawDocument } from '@loadout/core'
import { type PreparedDocument, prepareDocument } from '@loadout/core/matches'
import { nodeCodec } from '../codec.ts'

/** What the pool sends to a thread. */
export interface PrepareTask {
  readonly documents: readonly RawDocument[]
  readonly source: Parameters<Preparer['prepare']>[1]
}

/** Runs in a worker thread. The answer is small enough that copying it costs less than managing its buffers. */
export function prepare({ documents, source }: PrepareTask): readonly PreparedDocument[] {
  return documents.map((raw) => prepareDocument({ codec: nodeCodec }, raw, source))
}
