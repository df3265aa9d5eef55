import type { Transaction } from 'kysely'
import type { Ctx } from '../../context.ts'
import type { Database } from '../../db/database.ts'
import { transact } from '../../db/transaction.ts'
import { addPending, ROLLUP_BATCH } from '../rollup-matches.ts'
import { type BuildRow, holdBuilding } from './build-queries.ts'

type Settled = Parameters<typeof addPending>[1]

/** Adds all that is pending for a version that the caller has locked; little, since others did so before. */
export async function settle(tx: Transaction<Database>, version: Settled): Promise<void> {
  while ((await addPending(tx, version)) === ROLLUP_BATCH);
}

/** Adds what was stored while a version was built, batch by batch, until next to nothing is pending. */
export async function catchUp(ctx: Ctx, build: BuildRow): Promise<void> {
  const { version, patch_key } = build
  for (let added = ROLLUP_BATCH; added === ROLLUP_BATCH; ) {
    ctx.signal?.throwIfAborted()
    added = await transact(ctx.db, async (tx) =>
      (await holdBuilding(tx, version))
        ? addPending(tx, { version, patchKey: patch_key ?? undefined })
        : 0,
    )
  }
}
