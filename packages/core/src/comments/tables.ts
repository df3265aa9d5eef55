import type { Generated, GeneratedAlways } from 'kysely'

export interface CommentThreadTable {
  id: GeneratedAlways<number>
  subject_kind: number
  subject_id: number
  comments: Generated<number>
}

export interface CommentTable {
  id: GeneratedAlways<number>
  thread_id: number
  parent_id: number | null
  account_id: number | null
  likes: Generated<number>
  dislikes: Generated<number>
  replies: Generated<number>
  revision: Generated<number>
  status: Generated<number>
  depth: number
  created_at: Generated<Date>
  edited_at: Date | null
  body: string
  score: GeneratedAlways<number>
  branch: GeneratedAlways<number>
  shown: GeneratedAlways<boolean>
}

export interface CommentRevisionTable {
  comment_id: number
  revision: number
  body: string
  replaced_at: Generated<Date>
}

export interface CommentTables {
  comment_thread: CommentThreadTable
  comment: CommentTable
  comment_revision: CommentRevisionTable
}
