import type { Generated, GeneratedAlways } from 'kysely'

export interface QuestionTable {
  id: Generated<number>
  product_id: number
  account_id: number | null
  status: Generated<number>
  helpful: Generated<number>
  imported_helpful: Generated<number>
  answers: Generated<number>
  created_at: Generated<Date>
  body: string
  author_name: string
  author_email: string | null
}

export interface AnswerTable {
  id: Generated<number>
  question_id: number
  account_id: number | null
  badge: 'seller' | 'developer' | 'staff' | null
  status: Generated<number>
  helpful: Generated<number>
  imported_helpful: Generated<number>
  accepted: Generated<boolean>
  created_at: Generated<Date>
  body: string
  author_name: string
  author_email: string | null
  rank: GeneratedAlways<number>
}

export interface AnswerPhotoTable {
  id: Generated<number>
  answer_id: number
  url: string
}

export interface QuestionTables {
  question: QuestionTable
  answer: AnswerTable
  answer_photo: AnswerPhotoTable
}
