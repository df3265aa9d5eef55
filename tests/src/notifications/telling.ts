import type { Ctx } from '@loadout/core'
import {
  notificationsContract as contract,
  countUnread,
  listNotifications,
  markRead,
  type News,
  notify,
} from '@loadout/core/notifications'

/** What somebody was told, latest first; checked against the contract. */
export async function told(ctx: Ctx, over: object = {}) {
  const page = await listNotifications(ctx, contract.notificationListInput.parse(over))
  return contract.notificationListOutput.parse(page)
}

/** The same, only what each is about. */
export const kindsTold = async (ctx: Ctx) => (await told(ctx)).items.map(({ kind }) => kind)

export const unread = (ctx: Ctx) => countUnread(ctx)

export const mark = (ctx: Ctx, input: object) => markRead(ctx, contract.markReadInput.parse(input))

/** As another domain does, in a transaction of its own. */
export const tell = ({ db }: Pick<Ctx, 'db'>, news: News) =>
  db.transaction().execute((tx) => notify(tx, news))
