import type { Ctx } from '../context.ts'
import type { JobInput, JobResult } from '../jobs/catalogue.ts'
import type { RawDocument } from './prepared-document.ts'
import { deleteRejected, findRejected } from './read-queries.ts'
import { storePrepared } from './store-prepared.ts'

type RejectedRow = Awaited<ReturnType<typeof findRejected>>[number]

/**
 * Sends rejected documents through the parser again. What is accepted now leaves the list; the rest
 * keeps its row with the new reason. `missing` counts those whose raw document is gone.
 */
export async function retryQuarantine(
  ctx: Ctx,
  input: JobInput<'stats.retryQuarantine'>,
): Promise<JobResult<'stats.retryQuarantine'>> {
  const result = { accepted: 0, duplicate: 0, excluded: 0, quarantined: 0, missing: 0 }
  for (const row of await findRejected(ctx.db, input.ids)) {
    ctx.signal?.throwIfAborted()
    const raw = await readRaw(ctx, row)
    const outcome = raw === null ? 'missing' : await retryOne(ctx, row, raw)
    result[outcome] += 1
    if (outcome === 'accepted' || outcome === 'duplicate') await deleteRejected(ctx.db, [row.id])
  }
  return result
}

async function retryOne(ctx: Ctx, row: RejectedRow, raw: RawDocument) {
  // A source that was stated wrongly would be wrong again: the shape tells.
  const stated = row.code === 'SOURCE_MISMATCH' ? 'auto' : row.source
  const source = ctx.game.sources.find(({ name }) => name === stated)?.name ?? 'auto'
  const documents = await ctx.preparer.prepare([raw], source)
  const [stored] = await storePrepared(ctx, documents, { source: row.source, origin: row.origin })
  if (stored === undefined) throw new Error('a stored document has no outcome')
  return stored.outcome
}

async function readRaw(ctx: Ctx, row: RejectedRow): Promise<RawDocument | null> {
  const day = row.received_at.toISOString().slice(0, 10)
  const compressed = await ctx.archive.get({ day, hash: row.raw_hash })
  if (compressed === null) return null
  return { line: row.line ?? 1, bytes: ctx.codec.decompress(compressed), totalBytes: row.raw_bytes }
}
