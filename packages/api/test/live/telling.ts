import type { Services } from '@loadout/core'
import { notify } from '@loadout/core/notifications'
import type { Person } from '../people.ts'

/** Tells somebody something that nothing else is told together with. */
export const tell = (
  { db }: Pick<Services, 'db'>,
  { accountId }: Pick<Person, 'accountId'>,
  reason: string,
): Promise<void> =>
  db.transaction().execute((tx) =>
    notify(tx, {
      ...{ accountId, kind: 'moderation' },
      detail: { status: 'hidden', cause: 'moderator', reason },
    }),
  )
