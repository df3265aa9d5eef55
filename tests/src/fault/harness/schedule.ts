import type { Prng } from '@loadout/simulator'

/** How PostgreSQL is stopped: fast, immediate (recovers from its log), or killed. */
export const POSTGRES_STOPS = ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const

/** One fault. `mid-transaction` kills a worker that has added its sums and not yet committed them. */
export type Fault =
  | { readonly kind: 'kill-worker'; readonly moment: 'any' | 'mid-transaction' }
  | { readonly kind: 'kill-redis' }
  | { readonly kind: 'restart-postgres'; readonly signal: (typeof POSTGRES_STOPS)[number] }

export type ScheduledFault = Fault & {
  /** Milliseconds after the start of the feed. */
  readonly atMs: number
}

/** How many faults of each kind that may come more than once; PostgreSQL is restarted once. */
export interface FaultCounts {
  readonly workerKills: number
  readonly redisKills: number
}

/** Share of the kills that wait for an open transaction, besides the first. */
const MID_TRANSACTION = 0.4

/**
 * All faults of a run in a drawn order. The window is cut into equal slots with one fault somewhere in
 * each, so that two may come at once but never all of them.
 */
export function drawSchedule(
  prng: Prng,
  { redisKills, windowMs, workerKills }: FaultCounts & { readonly windowMs: number },
): readonly ScheduledFault[] {
  const faults: Fault[] = [
    ...Array.from(
      { length: workerKills },
      (_, index): Fault => ({
        kind: 'kill-worker',
        moment: index === 0 || prng.chance(MID_TRANSACTION) ? 'mid-transaction' : 'any',
      }),
    ),
    ...Array.from({ length: redisKills }, (): Fault => ({ kind: 'kill-redis' })),
    { kind: 'restart-postgres', signal: prng.pick(POSTGRES_STOPS) },
  ]
  const slotMs = windowMs / faults.length
  return prng
    .shuffled(faults)
    .map((fault, slot) => ({ ...fault, atMs: Math.round((slot + prng.float()) * slotMs) }))
}
