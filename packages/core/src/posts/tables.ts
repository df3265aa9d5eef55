import type { Generated, GeneratedAlways } from 'kysely'

export interface PostTable {
  id: GeneratedAlways<number>
  account_id: number
  status: Generated<number>
  likes: Generated<number>
  dislikes: Generated<number>
  comments: Generated<number>
  revision: Generated<number>
  /** Moved by `touchPosts` with every change of what is shown. */
  version: Generated<number>
  /** What it is about, as `SUBJECTS` number it; null: nothing in particular. */
  subject_kind: number | null
  subject_id: number | null
  created_at: Generated<Date>
  edited_at: Date | null
  title: string
  content: string
  score: GeneratedAlways<number>
  hot: GeneratedAlways<number>
}

export interface PostTagTable {
  tag: string
  post_id: number
  created_at: Date
}

export interface PostRevisionTable {
  post_id: number
  revision: number
  title: string
  content: string
  tags: string[]
  replaced_at: Generated<Date>
}

export interface PostTables {
  post: PostTable
  post_tag: PostTagTable
  post_revision: PostRevisionTable
}
