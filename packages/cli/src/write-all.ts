import { once } from 'node:events'

/** Writes to standard output no faster than its reader takes it. */
export async function writeAll(pieces: Iterable<string | Uint8Array>): Promise<void> {
  for (const piece of pieces) {
    if (!process.stdout.write(piece)) await once(process.stdout, 'drain')
  }
}
