import { setTimeout as sleep } from 'node:timers/promises'
import type { Services } from '@loadout/core'
import { buryJob } from '@loadout/core/jobs'
import { claimOutbox, type OutboxEntry } from '@loadout/core/outbox'
import { type JobProducer, jobIdOf } from '../jobs/producer.ts'

/** Longest pause between attempts while PostgreSQL or Redis is away, milliseconds. */
const MAX_BACKOFF_MS = 5_000

export interface Relay {
  /** Look now instead of at the next poll: something was just committed. */
  poke(): void
  /** Finishes the batch in hand, then stops. May be called again. */
  close(): Promise<void>
}

export interface RelayOptions {
  readonly services: Pick<Services, 'db' | 'log'>
  readonly producer: JobProducer
  /** How long a committed entry may wait when nobody pokes, milliseconds. */
  readonly pollMs?: number
  /** Entries per transaction. */
  readonly batch?: number
}

/**
 * Carries committed outbox entries to their queues until closed. Several relays may run at once: they
 * claim different rows. An entry is deleted by the transaction in which it was published, so it is
 * never lost and never published for a transaction that rolled back; it may be published twice, which
 * its job id makes harmless.
 */
export function startRelay({ services, producer, pollMs = 100, batch = 500 }: RelayOptions): Relay {
  const stop = new AbortController()
  let wake = new AbortController()
  let failures = 0

  async function pause(milliseconds: number): Promise<void> {
    const signal = AbortSignal.any([stop.signal, wake.signal])
    await sleep(milliseconds, undefined, { signal }).catch(() => undefined)
    if (wake.signal.aborted) wake = new AbortController()
  }

  /** One batch; returns how long to wait for the next. */
  async function step(): Promise<number> {
    try {
      const claimed = await claimOutbox(services.db, batch, publish)
      failures = 0
      return claimed < batch ? pollMs : 0
    } catch (error) {
      failures += 1
      if (failures === 1) services.log.warn('the outbox is not being relayed', { error })
      return backoff(failures, pollMs)
    }
  }

  async function publish(entries: readonly OutboxEntry[]): Promise<void> {
    const known = entries.filter((entry) => producer.knows(entry.job))
    if (known.length < entries.length) await buryUnknown(entries)
    if (known.length > 0) await producer.publish(known)
  }

  /** An entry no version here understands must not hold up those behind it. */
  async function buryUnknown(entries: readonly OutboxEntry[]): Promise<void> {
    for (const entry of entries.filter((one) => !producer.knows(one.job))) {
      services.log.error('outbox entry of an unknown job', { job: entry.job, id: entry.id })
      await buryJob(services.db, {
        jobId: jobIdOf(entry),
        name: entry.job,
        payload: entry.payload,
        error: 'there is no job of this name',
        stack: null,
        attempts: 0,
        firstSeenAt: entry.createdAt,
      })
    }
  }

  async function loop(): Promise<void> {
    while (!stop.signal.aborted) {
      const wait = await step()
      if (wait > 0) await pause(wait)
    }
  }

  const running = loop()
  return {
    poke: () => wake.abort(),
    async close() {
      stop.abort()
      await running
    },
  }
}

function backoff(failures: number, pollMs: number): number {
  return Math.min(pollMs * 2 ** failures, MAX_BACKOFF_MS) * (0.5 + Math.random() / 2)
}
