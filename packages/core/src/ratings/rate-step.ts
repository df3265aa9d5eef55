import type { Transaction } from 'kysely'
import type { Ctx } from '../context.ts'
import type { Database } from '../db/database.ts'
import { transact } from '../db/transaction.ts'
import { dayOf } from './day-of.ts'
import {
  deletePending,
  firstLate,
  lockQueue,
  newestMatchAt,
  type Place,
  pendingMatches,
  type RatingQueue,
  storedMatches,
} from './queries.ts'
import { beginReplay, endReplay, moveCursor, moveReplay } from './queue-queries.ts'
import type { RatedMatch } from './rate-matches.ts'
import { mayReplay } from './replay-pace.ts'
import {
  adoptReplay,
  presentSkills,
  replayedSkills,
  upsertDays,
  upsertPresent,
} from './state-queries.ts'

export interface RateWork {
  readonly queueKey: number
  /** Matches, at most. */
  readonly chunk: number
}

export interface RateStep {
  readonly rated: number
  readonly replayed: number
  /** Whether another step could do more now. */
  readonly more: boolean
}

const NOTHING: RateStep = { rated: 0, replayed: 0, more: false }

/**
 * One transaction of work on a queue: matches in order first, which are what people wait for; then the
 * replay. Where a replay stands is in the row it locks, so that it goes on wherever it was cut off, and
 * any number of workers may take turns.
 */
export function rateStep(ctx: Ctx, { queueKey, chunk }: RateWork): Promise<RateStep> {
  return transact(ctx.db, async (tx) => {
    const queue = await lockQueue(tx, queueKey)
    if (queue === undefined) return NOTHING
    const rated = await rateInOrder(tx, queue, chunk)
    if (rated > 0) return { ...NOTHING, rated, more: true }
    const replay = replayOf(queue)
    if (replay !== null) return replayChunk(ctx, tx, { ...replay, chunk })
    const from = await replayDay(ctx, tx, queue)
    if (from === null) return NOTHING
    await beginReplay(tx, queueKey, from)
    return { ...NOTHING, more: true }
  })
}

/** OpenSkill costs 0.4 s to load, a third of what a command takes to start: only those pay who rate. */
const loadRater = () => import('./rate-matches.ts')

async function rateInOrder(
  tx: Transaction<Database>,
  queue: RatingQueue,
  chunk: number,
): Promise<number> {
  const { queue_key: queueKey } = queue
  const matches = await pendingMatches(tx, queueKey, { after: ratedPlace(queue), limit: chunk })
  const last = matches.at(-1)
  if (last === undefined) return 0
  const { rateMatches } = await loadRater()
  const rows = rateMatches(matches, await presentSkills(tx, queueKey, playersOf(matches)))
  await upsertDays(tx, 'rating_day', { queueKey, rows })
  await upsertPresent(tx, queueKey, rows)
  await deletePending(tx, queueKey, matches)
  await moveCursor(tx, queueKey, last)
  return matches.length
}

interface Replay extends RateWork {
  readonly from: string
  readonly after: Place
}

function replayOf({
  queue_key,
  replay_from,
  replay_at,
  replay_id,
}: RatingQueue): Omit<Replay, 'chunk'> | null {
  if (replay_from === null || replay_at === null || replay_id === null) return null
  return {
    queueKey: queue_key,
    from: replay_from,
    after: { started_at: replay_at, id: replay_id },
  }
}

/**
 * Goes on with a replay in its own rows; the end of it puts them in place. A match that is stored behind
 * the replay meanwhile stays pending, for the next one.
 */
async function replayChunk(
  ctx: Ctx,
  tx: Transaction<Database>,
  { queueKey, from, after, chunk }: Replay,
): Promise<RateStep> {
  const start = performance.now()
  const matches = await storedMatches(tx, queueKey, { after, limit: chunk })
  const playerKeys = playersOf(matches)
  const known = await replayedSkills(tx, queueKey, { from, playerKeys })
  const { rateMatches } = await loadRater()
  await upsertDays(tx, 'rating_replay', { queueKey, rows: rateMatches(matches, known) })
  await deletePending(tx, queueKey, matches)
  const costMs = () => Math.ceil(performance.now() - start)
  const place = matches.at(-1)
  if (place !== undefined) await moveReplay(tx, queueKey, { place, costMs: costMs() })
  if (matches.length < chunk) {
    await adoptReplay(tx, { queueKey, from })
    await endReplay(tx, queueKey, { now: ctx.clock.now(), costMs: costMs() })
  }
  return { rated: 0, replayed: matches.length, more: true }
}

/** The day a replay has to begin with; null when none is needed, or not yet. */
async function replayDay(
  ctx: Ctx,
  tx: Transaction<Database>,
  queue: RatingQueue,
): Promise<string | null> {
  const rated = ratedPlace(queue)
  if (rated === null) return null
  const late = await firstLate(tx, queue.queue_key, rated)
  const moments = [late, queue.rewind_from].flatMap((moment) => moment?.getTime() ?? [])
  if (moments.length === 0) return null
  const newest = await newestMatchAt(tx)
  const now = ctx.clock.now().getTime()
  const replayedAt = queue.replayed_at?.getTime() ?? null
  const newestAt = newest?.getTime() ?? null
  return mayReplay({ now, replayedAt, replayMs: queue.replay_ms, newestMatchAt: newestAt })
    ? dayOf(new Date(Math.min(...moments)))
    : null
}

function ratedPlace({ rated_at, rated_id }: RatingQueue): Place | null {
  return rated_at === null || rated_id === null ? null : { started_at: rated_at, id: rated_id }
}

function playersOf(matches: readonly RatedMatch[]): readonly number[] {
  return [...new Set(matches.flatMap(({ red, blue }) => [...red, ...blue]))]
}
