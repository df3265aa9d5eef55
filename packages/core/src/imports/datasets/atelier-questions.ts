import { STATUS } from '../../community/contract.ts'
import { alias, optional } from '../columns/column.ts'
import * as kinds from '../columns/kinds.ts'
import { rowDataset } from './row-dataset.ts'

const MAX_VOTES = 1_000_000_000

/** Who answers under exactly this name answers for the shop. */
const SELLER = 'Seller'

export const questions = rowDataset({
  name: 'questions',
  table: 'question',
  columns: {
    id: kinds.id(),
    product_id: kinds.parentId(),
    body: kinds.text(10_000),
    date_written: alias(kinds.moment(), 'date'),
    asker_name: kinds.lineOrEmpty(200),
    asker_email: optional(kinds.lineOrNull(320)),
    reported: kinds.flag(false),
    helpful: alias(kinds.whole(0, MAX_VOTES), 'helpfulness'),
  },
  parents: { product_id: 'product' },
  writes: {
    id: (row) => row.id,
    product_id: (row) => row.product_id,
    status: (row) => (row.reported ? STATUS.hidden : STATUS.visible),
    helpful: (row) => row.helpful,
    imported_helpful: (row) => row.helpful,
    created_at: (row) => new Date(row.date_written).toISOString(),
    body: (row) => row.body,
    author_name: (row) => row.asker_name,
    author_email: (row) => row.asker_email,
  },
  merge: { status: 'keep', helpful: 'votes' },
  counts: {
    table: 'product_summary',
    columns: ['questions'],
    add(row, add) {
      if (!row.reported) add(row.product_id, 0, 1)
    },
    recount: 'questions',
    of: { column: 'product_id', table: 'product' },
  },
})

export const answers = rowDataset({
  name: 'answers',
  table: 'answer',
  columns: {
    id: kinds.id(),
    question_id: kinds.parentId(),
    body: kinds.text(10_000),
    date_written: alias(kinds.moment(), 'date'),
    answerer_name: kinds.lineOrEmpty(200),
    answerer_email: optional(kinds.lineOrNull(320)),
    reported: kinds.flag(false),
    helpful: alias(kinds.whole(0, MAX_VOTES), 'helpfulness'),
  },
  parents: { question_id: 'question' },
  writes: {
    id: (row) => row.id,
    question_id: (row) => row.question_id,
    badge: (row) => (row.answerer_name === SELLER ? 'seller' : null),
    status: (row) => (row.reported ? STATUS.hidden : STATUS.visible),
    helpful: (row) => row.helpful,
    imported_helpful: (row) => row.helpful,
    created_at: (row) => new Date(row.date_written).toISOString(),
    body: (row) => row.body,
    author_name: (row) => row.answerer_name,
    author_email: (row) => row.answerer_email,
  },
  merge: { status: 'keep', helpful: 'votes', badge: 'keep' },
  counts: {
    table: 'question',
    columns: ['answers'],
    add(row, add) {
      if (!row.reported) add(row.question_id, 0, 1)
    },
    recount: 'questions',
    of: { column: 'question_id', table: 'question' },
  },
})

export const answersPhotos = rowDataset({
  name: 'answers_photos',
  table: 'answer_photo',
  columns: {
    id: kinds.id(),
    answer_id: kinds.parentId(),
    url: kinds.url(),
  },
  parents: { answer_id: 'answer' },
  writes: {
    id: (row) => row.id,
    answer_id: (row) => row.answer_id,
    url: (row) => row.url,
  },
})
