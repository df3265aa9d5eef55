import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import { transact } from '../db/transaction.ts'
import { ACTS, AGENTS, MAPS, QUEUES } from './content/index.ts'
import { upsertAgentRoles, upsertContentNames } from './dimension-queries.ts'

/** Agents had their first roles when the game came out; a later change of role gets its own date. */
const FIRST_ROLES_SINCE = '2020-06-02T00:00:00Z'

/**
 * Brings the names and roles of the content tables into the database. Idempotent; ids that documents
 * brought first get their name now, under the key they already have.
 */
export async function syncContent(services: { readonly db: Kysely<Database> }): Promise<void> {
  await transact(services.db, async (tx) => {
    await upsertContentNames(tx, 'agent', AGENTS)
    // Sources name a map whose id is not public yet by its asset path.
    await upsertContentNames(
      tx,
      'map',
      MAPS.map(({ id, assetPath, name }) => ({ id: id ?? assetPath.toLowerCase(), name })),
    )
    await upsertContentNames(tx, 'queue', QUEUES)
    await upsertContentNames(
      tx,
      'act',
      ACTS.map(({ id, short }) => ({ id, name: short })),
    )
    await upsertAgentRoles(
      tx,
      AGENTS.map(({ id, role }) => ({ id, role, since: FIRST_ROLES_SINCE })),
    )
  })
}
