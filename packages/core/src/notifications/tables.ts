import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type { NotificationDetail, NotificationKind } from './contract.ts'

export interface NotificationTable {
  id: GeneratedAlways<number>
  account_id: number
  kind: NotificationKind
  actor_id: number | null
  subject_kind: number | null
  subject_id: number | null
  detail: JSONColumnType<NotificationDetail<NotificationKind>>
  count: Generated<number>
  notified_at: Generated<Date>
  read_at: Date | null
}

export interface NotificationTables {
  notification: NotificationTable
}
