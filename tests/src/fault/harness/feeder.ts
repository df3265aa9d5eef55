import { setTimeout as sleep } from 'node:timers/promises'
import type { Ctx } from '@loadout/core'
import { ingestStream, type matchesContract } from '@loadout/core/matches'
import type { Prng } from '@loadout/simulator'
import { isConnectionLoss } from './connection-loss.ts'
import type { CorpusDocument } from './corpus.ts'

/** Between two attempts while the database is away, milliseconds. */
const RETRY_MS = 200
/** A database that stays away for longer is not what is tested. */
const GIVE_UP_MS = 45_000
const CHUNK = { min: 4, max: 60 } as const

type Counts = Pick<
  matchesContract.IngestReport,
  'accepted' | 'duplicate' | 'excluded' | 'quarantined'
>

/** What a feeder was told. */
export interface FeedLedger extends Counts {
  /** Ids of all documents whose stream was answered. */
  readonly acknowledged: ReadonlySet<string>
  /** Streams sent again because the connection was lost. */
  readonly retries: number
}

export interface FeedOptions {
  readonly documents: readonly CorpusDocument[]
  /** Draws the order of the documents and the length of the streams. */
  readonly prng: Prng
  /** The feed is spread over this time; after an outage it catches up. */
  readonly windowMs: number
}

/**
 * Ingests all documents, in an order and in streams of its own, and sends a stream again until it is
 * answered, as a client would. Throws any error that is not the loss of the connection.
 */
export async function feed(ctx: Ctx, options: FeedOptions): Promise<FeedLedger> {
  const documents = options.prng.shuffled(options.documents)
  const acknowledged = new Set<string>()
  const counts = { accepted: 0, duplicate: 0, excluded: 0, quarantined: 0, retries: 0 }
  const start = performance.now()
  for (let position = 0; position < documents.length; ) {
    const due = start + (position / documents.length) * options.windowMs
    await sleep(Math.max(0, due - performance.now()))
    const chunk = documents.slice(position, position + options.prng.between(CHUNK.min, CHUNK.max))
    const { report, retries } = await sendUntilAnswered(ctx, chunk)
    for (const { id } of chunk) acknowledged.add(id)
    counts.accepted += report.accepted
    counts.duplicate += report.duplicate
    counts.excluded += report.excluded
    counts.quarantined += report.quarantined
    counts.retries += retries
    position += chunk.length
  }
  return { ...counts, acknowledged }
}

async function sendUntilAnswered(
  ctx: Ctx,
  chunk: readonly CorpusDocument[],
): Promise<{ report: Counts; retries: number }> {
  const giveUpAt = performance.now() + GIVE_UP_MS
  for (let retries = 0; ; retries += 1) {
    try {
      const chunks = lines(chunk)
      return {
        report: await ingestStream(ctx, { chunks, source: 'riot', origin: 'feed' }),
        retries,
      }
    } catch (error) {
      if (!isConnectionLoss(error) || performance.now() > giveUpAt) throw error
      await sleep(RETRY_MS)
    }
  }
}

async function* lines(documents: readonly CorpusDocument[]): AsyncGenerator<Uint8Array> {
  for (const { text } of documents) yield Buffer.from(`${text}\n`)
}
