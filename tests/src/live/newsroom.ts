import type { Services } from '@loadout/core'
import { type News, notify } from '@loadout/core/notifications'

/** Tells people news, each with a name of its own, and keeps the ledger of what was committed. */
export interface Newsroom {
  /** Whom each was told, by the name of the news. */
  readonly committed: ReadonlyMap<string, number>
  readonly takenBack: ReadonlySet<string>
  /** One each for these accounts, in one transaction. Answers their names. `length`: of their text, besides. */
  tell(accountIds: readonly number[], length?: number): Promise<readonly string[]>
  /** The same, and then none of it was true. */
  takeBack(accountIds: readonly number[]): Promise<void>
  /** What is told together with others of its kind, as long as they are unread. */
  reply(accountId: number, actorId: number): Promise<void>
}

class TakenBack extends Error {}

export function createNewsroom({ db }: Pick<Services, 'db'>): Newsroom {
  const committed = new Map<string, number>()
  const takenBack = new Set<string>()
  let made = 0

  function named(accountIds: readonly number[], length: number) {
    return accountIds.map((accountId) => {
      made += 1
      const name = `news-${made}`
      return { name, accountId, news: newsOf({ accountId, made, name, length }) }
    })
  }

  return {
    committed,
    takenBack,
    async tell(accountIds, length = 0) {
      const all = named(accountIds, length)
      await db.transaction().execute(async (tx) => {
        for (const { news } of all) await notify(tx, news)
      })
      for (const { name, accountId } of all) committed.set(name, accountId)
      return all.map(({ name }) => name)
    },
    async takeBack(accountIds) {
      const all = named(accountIds, 0)
      for (const { name } of all) takenBack.add(name)
      const doing = db.transaction().execute(async (tx) => {
        for (const { news } of all) await notify(tx, news)
        throw new TakenBack()
      })
      await doing.catch((error) => {
        if (!(error instanceof TakenBack)) throw error
      })
    },
    async reply(accountId, actorId) {
      made += 1
      const subject = { kind: 'review', id: 1 + (made % 3) } as const
      const detail = { commentId: made }
      await db
        .transaction()
        .execute((tx) => notify(tx, { accountId, actorId, subject, detail, kind: 'reply' }))
    },
  }
}

/** Two kinds that are never told together. */
function newsOf(of: {
  readonly accountId: number
  readonly made: number
  readonly name: string
  readonly length: number
}): News {
  const { accountId, made } = of
  const reason = of.length === 0 ? of.name : `${of.name} ${'x'.repeat(of.length)}`
  if (made % 2 === 0) {
    const detail = { status: 'hidden', cause: 'moderator', reason } as const
    return { accountId, kind: 'moderation', subject: { kind: 'review', id: made }, detail }
  }
  const detail = { sanctionId: made, sanction: 'warn', until: null, lifted: false, reason } as const
  return { accountId, kind: 'sanction', detail }
}
