import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import { transact } from '../db/transaction.ts'
import type { ContentTables } from './content/index.ts'
import { upsertAgentRoles, upsertContentNames } from './dimension-queries.ts'

/**
 * Brings the names and roles of the game's content into the database. Idempotent; ids that documents
 * brought first get their name now, under the key they already have.
 */
export async function syncContent(services: {
  readonly db: Kysely<Database>
  readonly game: { readonly content: ContentTables }
}): Promise<void> {
  const { agents, maps, queues, acts, weapons, released } = services.game.content
  await transact(services.db, async (tx) => {
    await upsertContentNames(tx, 'agent', agents)
    // Sources name a map whose id is not public yet by its asset path.
    await upsertContentNames(
      tx,
      'map',
      maps.map(({ id, assetPath, name }) => ({ id: id ?? assetPath.toLowerCase(), name })),
    )
    await upsertContentNames(tx, 'queue', queues)
    await upsertContentNames(tx, 'weapon', weapons)
    await upsertContentNames(
      tx,
      'act',
      acts.map(({ id, short }) => ({ id, name: short })),
    )
    await upsertAgentRoles(
      tx,
      // The first roles; a later change of role gets its own date.
      agents.flatMap(({ id, role }) => (role === null ? [] : [{ id, role, since: released }])),
    )
  })
}
