import type { SubjectKind } from '../community/contract.ts'
import type { NotificationDetail, NotificationKind } from './contract.ts'

interface NewsOf<Kind extends NotificationKind> {
  /** Who is told. */
  readonly accountId: number
  readonly kind: Kind
  /** Whose doing it is. Left out: the moderators'. */
  readonly actorId?: number
  /** The recipient's own text that it is about. Left out: the account itself. */
  readonly subject?: { readonly kind: SubjectKind; readonly id: number }
  readonly detail: NotificationDetail<Kind>
}
/** One thing that somebody is told. */
export type News = { readonly [Kind in NotificationKind]: NewsOf<Kind> }[NotificationKind]
