import { once } from 'node:events'
import { surroundings } from './surroundings.ts'

/** Writes to standard output no faster than its reader takes it. */
export async function writeAll(pieces: Iterable<string | Uint8Array>): Promise<void> {
  for (const piece of pieces) await write(piece)
}

/** The same for pieces that are still to come. */
export async function writeEach(pieces: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const piece of pieces) await write(piece)
}

async function write(piece: string | Uint8Array): Promise<void> {
  const { stdout } = surroundings()
  if (!stdout.write(piece)) await once(stdout, 'drain')
}
