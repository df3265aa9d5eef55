import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import type { JobInput, JobResult } from '../jobs/catalogue.ts'
import { moveRevision } from '../stats/index.ts'
import { ALL, BOARD_NAMES } from './boards.ts'
import { dueBoards } from './due-boards.ts'
import {
  activeVersion,
  type BoardState,
  boardStates,
  deleteEntries,
  type EditionScope,
  insertBoard,
  insertEdition,
  lockBoards,
  nextEdition,
  replaceDistribution,
  takeOldEdition,
} from './refresh-queries.ts'

/** How long a run goes on, milliseconds: what is still due is the next one's. */
const RUN_MS = 20_000

/** How long an edition that was replaced is still there to page through, milliseconds. */
const KEEP_MS = 2 * 60_000

/** Makes new editions of the boards whose numbers changed, each queue and act in a transaction of its own. */
export async function refreshLeaderboards(
  ctx: Ctx,
  _input: JobInput<'leaderboards.refresh'>,
): Promise<JobResult<'leaderboards.refresh'>> {
  const end = performance.now() + RUN_MS
  const version = await activeVersion(ctx.db)
  const total = { editions: 0, entries: 0 }
  for (const state of dueBoards(await boardStates(ctx.db, version), ctx.clock.now())) {
    if (performance.now() > end) break
    ctx.signal?.throwIfAborted()
    total.entries += await makeEdition(ctx, state, version)
    total.editions += 1
  }
  await deleteOldEditions(ctx)
  return total
}

/** All boards of a queue and act, and the distribution of its ranks. Returns the number of places. */
function makeEdition(ctx: Ctx, state: BoardState, version: number): Promise<number> {
  return transact(ctx.db, async (tx) => {
    await lockBoards(tx)
    const start = performance.now()
    const edition = await nextEdition(tx, state)
    const { queue_key, act_key, source } = state
    const scope: EditionScope = { queue_key, act_key, version, edition }
    let entries = 0
    for (const board of BOARD_NAMES) {
      if (board === 'rating' && act_key !== ALL) continue
      for (const spread of ['all regions', 'each region'] as const) {
        entries += await insertBoard(tx, scope, { board, spread })
      }
    }
    await replaceDistribution(tx, scope)
    const tookMs = Math.ceil(performance.now() - start)
    await insertEdition(tx, { scope, source, madeAt: ctx.clock.now(), tookMs })
    await moveRevision(tx)
    return entries
  })
}

async function deleteOldEditions(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - KEEP_MS)
  for (let found = true; found; ) {
    ctx.signal?.throwIfAborted()
    found = await transact(ctx.db, async (tx) => {
      const old = await takeOldEdition(tx, before)
      if (old === null) return false
      for (const board of BOARD_NAMES) await deleteEntries(tx, old, board)
      return true
    })
  }
}
