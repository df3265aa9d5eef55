import { ingestStream, type matchesContract } from '../matches/index.ts'
import { backoff } from './backoff.ts'
import { callUpstream, type Reply } from './call-upstream.ts'
import { type FetchedMatch, MATCH, SOURCE } from './endpoints.ts'
import { insertPlayers } from './frontier-queries.ts'
import { type ClaimedMatch, finishMatch, returnMatch } from './match-queries.ts'
import { inFuture, type Slice } from './slice.ts'

/**
 * Fetches a claimed match and takes it in the way every document comes in. Its state is final once the
 * document is stored; a kill in between has it fetched again, which storing makes harmless. False when no
 * call was made.
 */
export async function fetchMatch(slice: Slice, match: ClaimedMatch): Promise<boolean> {
  const { ctx, policy } = slice
  if (match.stored) {
    await finishMatch(ctx.db, match, { state: 'fetched', reason: 'stored', now: ctx.clock.now() })
    return true
  }
  // Each of these claims ended with its worker: this document may be what kills them.
  if (match.attempts > policy.maxAttempts) {
    await fail(slice, match, 'WORKER_LOST')
    return true
  }
  const reply = await callUpstream(slice, MATCH, match.id)
  await settle(slice, match, reply)
  return reply.kind !== 'unsent'
}

async function settle(
  slice: Slice,
  match: ClaimedMatch,
  reply: Reply<FetchedMatch>,
): Promise<void> {
  const { ctx, tally } = slice
  switch (reply.kind) {
    case 'ok': {
      const reason = await store(slice, reply.body)
      tally.fetched += 1
      return finishMatch(ctx.db, match, { state: 'fetched', reason, now: ctx.clock.now() })
    }
    case 'gone':
      tally.gone += 1
      return finishMatch(ctx.db, match, {
        state: 'gone',
        reason: reply.reason,
        now: ctx.clock.now(),
      })
    case 'failed':
      return retry(slice, match, { reason: reply.reason })
    case 'throttled':
      return retry(slice, match, { reason: 'HTTP 429', afterMs: reply.afterMs })
    case 'unsent': {
      const availableAt = ctx.clock.now()
      return returnMatch(ctx.db, match, { availableAt, reason: null, counts: 'nothing' })
    }
  }
}

/** Once more later, unless it was tried often enough. `afterMs`: as an answer 429 has it. */
async function retry(
  slice: Slice,
  match: ClaimedMatch,
  { reason, afterMs }: { readonly reason: string; readonly afterMs?: number },
): Promise<void> {
  const { maxAttempts, maxThrottled, backoffMs: baseMs, maxBackoffMs: maxMs } = slice.policy
  const isSpent =
    afterMs === undefined ? match.attempts >= maxAttempts : match.throttled + 1 >= maxThrottled
  if (isSpent) return fail(slice, match, reason)
  const pause = afterMs ?? backoff(match.attempts, { baseMs, maxMs })
  await returnMatch(slice.ctx.db, match, {
    availableAt: inFuture(slice, pause),
    reason,
    counts: afterMs === undefined ? 'attempt' : 'throttled',
  })
}

async function fail({ ctx, tally }: Slice, match: ClaimedMatch, reason: string): Promise<void> {
  tally.failed += 1
  await finishMatch(ctx.db, match, { state: 'failed', reason, now: ctx.clock.now() })
}

/** Stores the document and follows its players; returns why the match is not counted, or null. */
async function store(slice: Slice, { bytes, puuids }: FetchedMatch): Promise<string | null> {
  const { ctx, region, room } = slice
  const report = await ingestStream(ctx, {
    chunks: once(bytes),
    source: SOURCE,
    origin: 'crawler',
    format: 'json',
  })
  if (room.players > 0 && puuids.length > 0) {
    await insertPlayers(ctx.db, region, { puuids, now: ctx.clock.now() })
    room.players -= puuids.length
  }
  return reasonOf(report)
}

function reasonOf({ rejected }: matchesContract.IngestReport): string | null {
  const [rejection] = rejected
  return rejection === undefined ? null : `${rejection.outcome}:${rejection.code}`
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
