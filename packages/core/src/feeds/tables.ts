import type { Generated } from 'kysely'

export interface FeedSnapshotTable {
  id: Generated<number>
  feed: string
  posts: number
  made_at: Generated<Date>
}

export interface FeedSnapshotPartTable {
  snapshot_id: number
  part: number
  post_ids: number[]
}

export interface FeedTables {
  feed_snapshot: FeedSnapshotTable
  feed_snapshot_part: FeedSnapshotPartTable
}
