import type { Kysely } from 'kysely'
import type { Database } from '../../db/database.ts'
import { isMissingReference } from '../../db/transaction.ts'
import { GroupCommit } from './group-commit.ts'
import { type InteractionItem, insertInteractions, type Misfit } from './queries.ts'

/** Rows per insert: more make it no cheaper per row. */
const MAX_BATCH = 1_000

/** About a second's worth of a busy process; whoever comes then is refused. */
const MAX_WAITING = 20_000

/** What visitors do, written in groups. One per process. */
export interface InteractionLog {
  /** Resolves when it is committed: with null, or with what there is no such thing of. */
  write(item: InteractionItem): Promise<Misfit | null>
}

export function createInteractionLog(db: Kysely<Database>): InteractionLog {
  const group = new GroupCommit<InteractionItem, Misfit | null>({
    maxBatch: MAX_BATCH,
    maxWaiting: MAX_WAITING,
    async write(items) {
      const misfits = await insertOrAgain(db, items)
      return items.map((_, place) => misfits.get(place) ?? null)
    },
  })
  return { write: (item) => group.add(item) }
}

/** A second look finds what was deleted behind the back of the first one, and writes the others all the same. */
async function insertOrAgain(db: Kysely<Database>, items: readonly InteractionItem[]) {
  try {
    return await insertInteractions(db, items)
  } catch (error) {
    if (!isMissingReference(error)) throw error
    return insertInteractions(db, items)
  }
}
