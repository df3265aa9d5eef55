import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import { notify } from '../notifications/index.ts'
import type { SanctionKind } from './contract.ts'

/** Tells somebody of a sanction, or that it is over; of shadow-bans nobody is told. */
export async function tellSanctioned(
  tx: Kysely<Database>,
  accountId: number,
  sanction: {
    readonly sanctionId: number
    readonly kind: SanctionKind
    readonly until: Date | null
    readonly reason: string
    readonly lifted: boolean
  },
): Promise<void> {
  const { sanctionId, kind, until, reason, lifted } = sanction
  if (kind === 'shadow-ban') return
  const detail = { sanctionId, sanction: kind, until: until?.toISOString() ?? null, lifted, reason }
  await notify(tx, { accountId, kind: 'sanction', detail })
}
