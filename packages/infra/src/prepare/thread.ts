import type { Preparer } from '@loadout/core'
import { type PreparedDocument, prepareDocument } from '@loadout/core/matches'
import { nodeCodec } from '../codec.ts'
import { type PackedDocuments, unpack } from './packed.ts'

/** What the pool sends to a thread. */
export interface PrepareTask {
  readonly packed: PackedDocuments
  readonly source: Parameters<Preparer['prepare']>[1]
}

/** Runs in a worker thread. The answer is small enough that copying it costs less than managing its buffers. */
export function prepare({ packed, source }: PrepareTask): readonly PreparedDocument[] {
  return unpack(packed).map((raw) => prepareDocument({ codec: nodeCodec }, raw, source))
}
