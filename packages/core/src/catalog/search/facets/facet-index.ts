import type { Kysely } from 'kysely'
import type { Database } from '../../../db/database.ts'
import type { Log } from '../../../ports/log.ts'
import type { ReadCache } from '../../../ports/read-cache.ts'
import { BLOCK_BITS, BLOCK_SIZE, buildBlock, type FacetBlock } from './facet-block.ts'
import { FacetDictionary } from './facet-dictionary.ts'
import { blockHashes, blockRows } from './facet-queries.ts'
import type { FacetRows } from './tally.ts'

/** The facets of all products that can be seen, as they were at some moment. */
export interface FacetSnapshot extends FacetRows {
  /** False: some products are still being read, and counts are too low. */
  readonly isComplete: boolean
}

/**
 * The facets of the whole catalogue, in the memory of this process.
 *
 * Why here and not in SQL: filters of one facet do not narrow that facet down, so most counts look at most
 * products. Counted by PostgreSQL, 10,000 games with 15 values each take 60 ms of a core, per query; whatever
 * is made of them, unnesting 150,000 values costs that. As columns of numbers the same is under a
 * millisecond, and a million products are some tens.
 *
 * Kept fresh by hashes: one statement hashes what the facets of 1,024 products each are made of, and only
 * blocks whose hash has changed are read again. No writer needs to know of it, and nothing is told about
 * changes that could be missed.
 */
export interface FacetIndex {
  /**
   * Exact when the process allows no staleness. Otherwise at most as old as that, or as fifty times what
   * looking for changes takes, so that it never costs more than a fiftieth of a core. While the process is
   * new, a large catalogue may not be complete.
   */
  snapshot(): Promise<FacetSnapshot>
}

/** Share of its time that this process spends on looking for changes, at most: one part in so many. */
const REST = 50

/** Blocks that the first callers wait for: some tenths of a second. */
const FIRST_BLOCKS = 16

export interface FacetIndexOptions {
  readonly db: Kysely<Database>
  readonly readCache: ReadCache
  readonly log: Log
  /** Milliseconds; 0: exact. */
  readonly maxStaleMs: number
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number
}

export function createFacetIndex(options: FacetIndexOptions): FacetIndex {
  const { db, readCache, log, maxStaleMs, now } = options
  const dictionary = new FacetDictionary()
  let present: FacetSnapshot | null = null
  let first = Promise.withResolvers<void>()
  let isRunning = false
  let dueAt = Number.NEGATIVE_INFINITY

  async function readBlock(block: number, hash: string): Promise<FacetBlock> {
    const first = block << BLOCK_BITS
    return buildBlock(await blockRows(db, first, first + BLOCK_SIZE - 1), { hash, dictionary })
  }

  /** Reads what has changed. Until there is a whole snapshot, what has been read so far is one. */
  async function refresh(): Promise<FacetSnapshot> {
    const isFirst = present?.isComplete !== true
    const known = present?.blocks
    const blocks = new Map<number, FacetBlock>()
    for (const { block, hash } of await blockHashes(db)) {
      const kept = known?.get(block)
      blocks.set(block, kept?.hash === hash ? kept : await readBlock(block, hash))
      if (isFirst && blocks.size === FIRST_BLOCKS) {
        present = { blocks, dictionary, isComplete: false }
        first.resolve()
      }
    }
    present = { blocks, dictionary, isComplete: true }
    return present
  }

  async function refreshInBackground(): Promise<void> {
    isRunning = true
    const startedAt = now()
    try {
      await refresh()
      first.resolve()
    } catch (error) {
      log.warn('the facets of the catalogue could not be read', { error })
      first.reject(error)
      if (present === null) first = Promise.withResolvers()
    } finally {
      dueAt = startedAt + Math.max(maxStaleMs, REST * (now() - startedAt))
      isRunning = false
    }
  }

  return {
    async snapshot() {
      if (maxStaleMs === 0) return readCache.latest('catalog.facets', refresh)
      if (!isRunning && now() >= dueAt) void refreshInBackground()
      if (present === null) await first.promise
      return present ?? refresh()
    },
  }
}
