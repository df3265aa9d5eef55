import type { LearntLimits, Slot } from '../ports/crawl-limiter.ts'
import type { UpstreamRequest } from '../ports/upstream.ts'
import { jitter } from './backoff.ts'
import type { Endpoint } from './endpoints.ts'
import { healthOf, judgeAnswer, type Verdict } from './judge-answer.ts'
import { readLimits } from './rate-limit-headers.ts'
import { admitCall, recordFailure, recordSuccess, recordThrottled } from './region-queries.ts'
import { sleep } from './sleep.ts'
import { holdUp, type Slice } from './slice.ts'

export type Reply<Body> =
  | Exclude<Verdict<Body>, { kind: 'throttled' }>
  | { readonly kind: 'throttled'; readonly afterMs: number }
  /** No call was made: there is no time left, or the region is stopped or its breaker open. */
  | { readonly kind: 'unsent' }

const NOTHING_LEARNT: LearntLimits = { application: null, method: null }

/** Lanes that wait for the same window do not come back in the same millisecond. */
const WAIT_JITTER_MS = 5

/**
 * One call within the limits and past the breaker. What the answer says about limits and health is
 * remembered for every worker before this resolves. Throws when the job is cancelled: then the slot stays
 * taken until its deadline, since the call may be on its way.
 */
export async function callUpstream<Subject, Body>(
  slice: Slice,
  endpoint: Endpoint<Subject, Body>,
  subject: Subject,
): Promise<Reply<Body>> {
  const { ctx, crawler, region, policy } = slice
  const request = endpoint.request(region, subject)
  const slot = await takeSlot(slice, request)
  if (slot === null) return { kind: 'unsent' }
  if (!(await admitCall(ctx.db, region, { now: ctx.clock.now(), probeMs: policy.probeMs }))) {
    await crawler.limiter.cancel(request, slot.id)
    return { kind: 'unsent' }
  }
  slice.tally.calls += 1
  const { deadline } = slot
  const answer = await crawler.upstream.get(request, { deadline, signal: ctx.signal })
  const verdict = judgeAnswer(answer, (body) => endpoint.read(body, subject))
  // First of all, so that nobody is granted a call meanwhile.
  const reply = await obey(slice, request, verdict)
  const learnt = answer.kind === 'reply' ? readLimits(answer.header) : NOTHING_LEARNT
  await crawler.limiter.release(request, slot.id, learnt)
  await record(slice, verdict)
  return reply
}

async function takeSlot(
  slice: Slice,
  request: UpstreamRequest,
): Promise<Extract<Slot, { granted: true }> | null> {
  while (true) {
    const slot = await slice.crawler.limiter.acquire(request)
    if (slot.granted) return slot
    if (performance.now() + slot.waitMs >= slice.endsAt) {
      // Other methods may be free: whatever this one waits for, the next poll is made in time.
      holdUp(slice, 'limits', Math.min(slot.waitMs, slice.policy.pollEveryMs))
      return null
    }
    await sleep(slot.waitMs + jitter(WAIT_JITTER_MS), slice.ctx.signal)
  }
}

/** Silences what a 429 was about. */
async function obey<Body>(
  { crawler, policy }: Slice,
  request: UpstreamRequest,
  verdict: Verdict<Body>,
): Promise<Reply<Body>> {
  if (verdict.kind !== 'throttled') return verdict
  const afterMs = verdict.retryAfterMs ?? policy.throttledMs
  const scope = verdict.by === 'service' ? 'method' : verdict.by
  await crawler.limiter.penalise(request, scope, afterMs)
  return { kind: 'throttled', afterMs }
}

async function record({ ctx, region, policy }: Slice, verdict: Verdict<unknown>): Promise<void> {
  const now = ctx.clock.now()
  const health = healthOf(verdict)
  if (health === 'well') return recordSuccess(ctx.db, region, now)
  if (health === 'unknown') return recordThrottled(ctx.db, region, now)
  await recordFailure(ctx.db, region, {
    now,
    error: 'reason' in verdict ? verdict.reason : 'HTTP 429',
    throttled: verdict.kind === 'throttled',
    limit: policy.breakerFailures,
    // Half of the pause is certain, half of it drawn.
    baseMs: policy.breakerMs / 2 + jitter(policy.breakerMs / 2),
    maxMs: policy.maxBreakerMs,
  })
}
