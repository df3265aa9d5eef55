import type { Services } from '@loadout/core'
import { buryJob } from '@loadout/core/jobs'
import { claimOutbox, type OutboxEntry } from '@loadout/core/outbox'
import { type JobProducer, jobIdOf } from '../jobs/producer.ts'
import { type PollLoop, startPollLoop } from '../poll-loop.ts'

export type Relay = PollLoop

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

  return startPollLoop({
    step: async () => (await claimOutbox(services.db, batch, publish)) === batch,
    ...{ pollMs, log: services.log, failing: 'the outbox is not being relayed' },
  })
}
