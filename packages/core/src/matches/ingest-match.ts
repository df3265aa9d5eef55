import type { z } from 'zod'
import { requireScope } from '../actor.ts'
import type { Ctx } from '../context.ts'
import type { IngestOutcome, ingestInput } from './contract.ts'
import { requireSource } from './require-source.ts'
import { storePrepared } from './store-prepared.ts'

/**
 * Takes in one raw document. A document that cannot be counted is an outcome, not an error: it is kept
 * with its reason. Throws BAD_INPUT for a source the game does not have; UNAUTHENTICATED or FORBIDDEN
 * without the scope `matches:write`.
 */
export async function ingestMatch(
  ctx: Ctx,
  input: z.output<typeof ingestInput>,
): Promise<IngestOutcome> {
  requireScope(ctx.actor, 'matches:write')
  requireSource(ctx.game, input.source)
  const bytes = new TextEncoder().encode(JSON.stringify(input.document ?? null))
  const raw = { line: 1, bytes, totalBytes: bytes.length }
  const documents = await ctx.preparer.prepare([raw], input.source)
  const [outcome] = await storePrepared(ctx, documents, { source: input.source, origin: 'call' })
  if (outcome === undefined) throw new Error('a stored document has no outcome')
  return outcome
}
