import { once } from 'node:events'

/**
 * Writes to standard output no faster than its reader takes it. A reader that has seen enough
 * (`| head`) is a normal end.
 */
export async function writeAll(pieces: Iterable<string | Uint8Array>): Promise<void> {
  const { stdout } = process
  const closed = new Promise<'closed'>((resolve, reject) => {
    stdout.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EPIPE' ? resolve('closed') : reject(error),
    )
  })
  for (const piece of pieces) {
    const accepted = stdout.write(piece)
    const next = accepted ? nextTurn() : once(stdout, 'drain')
    if ((await Promise.race([closed, next])) === 'closed') return
  }
}

/** The error of a closed pipe comes in a later turn of the event loop. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
