import { requireScope } from '../../actor.ts'
import type { Ctx } from '../../context.ts'
import { readSnapshot } from '../../db/transaction.ts'
import { ATELIER_FILES } from './atelier-queries.ts'

/** Takes one file after the other; its name comes without an ending, its chunks are CSV with a header. */
export type WriteFile = (name: string, chunks: AsyncIterable<Uint8Array>) => Promise<void>

/**
 * Everything that was imported from Atelier files, with what has been written about it since, as such files:
 * imported into an empty database they give the same content. All files are of one moment. Votes against a
 * review, edits, badges other than the seller's, and who wrote here, have no place in these files. Throws
 * UNAUTHENTICATED or FORBIDDEN without the scope `imports:write`.
 */
export async function exportAtelier(ctx: Ctx, write: WriteFile): Promise<void> {
  requireScope(ctx.actor, 'imports:write')
  await ctx.bulk.connect((connection) =>
    readSnapshot(connection.db, async () => {
      for (const { name, query } of ATELIER_FILES) {
        ctx.signal?.throwIfAborted()
        await write(name, connection.copyOut(query, 'csv'))
      }
    }),
  )
}
