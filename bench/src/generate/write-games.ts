import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { simulateStore } from '@loadout/simulator/store'

export interface GamesOptions {
  readonly path: string
  readonly pages: number
  readonly seed: string
  readonly signal: AbortSignal
}

/** Writes store pages of games as documents for `loadout import games`, a line each: the same for a seed. */
export async function writeGames({ path, pages, seed, signal }: GamesOptions): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await pipeline(Readable.from(lines(pages, seed)), createWriteStream(path), { signal })
}

/** What people say of them is left out, and so is the day on which it was made. */
function* lines(pages: number, seed: string): Generator<string> {
  const until = Date.UTC(2026, 0, 1)
  for (const { document } of simulateStore({ seed, pages, reviews: 0, until })) {
    yield `${JSON.stringify(document)}\n`
  }
}
