import { STATUS } from '../../community/contract.ts'
import { alias, optional } from '../columns/column.ts'
import * as kinds from '../columns/kinds.ts'
import { rowDataset } from './row-dataset.ts'

/** Votes, however many. */
const MAX_VOTES = 1_000_000_000

export const reviews = rowDataset({
  name: 'reviews',
  table: 'review',
  columns: {
    id: kinds.id(),
    product_id: kinds.parentId(),
    rating: kinds.whole(1, 5),
    date: kinds.moment(),
    summary: kinds.lineOrEmpty(1_000),
    body: kinds.textOrEmpty(10_000),
    recommend: kinds.flag(),
    reported: kinds.flag(false),
    reviewer_name: kinds.lineOrEmpty(200),
    reviewer_email: optional(kinds.lineOrNull(320)),
    response: optional(kinds.textOrNull(5_000)),
    helpfulness: alias(kinds.whole(0, MAX_VOTES), 'helpful'),
  },
  parents: { product_id: 'product' },
  writes: {
    id: (row) => row.id,
    product_id: (row) => row.product_id,
    rating: (row) => row.rating,
    recommend: (row) => row.recommend,
    // Once it is here, moderators decide.
    status: (row) => (row.reported ? STATUS.hidden : STATUS.visible),
    helpful: (row) => row.helpfulness,
    imported_helpful: (row) => row.helpfulness,
    created_at: (row) => new Date(row.date).toISOString(),
    summary: (row) => row.summary,
    body: (row) => row.body,
    author_name: (row) => row.reviewer_name,
    author_email: (row) => row.reviewer_email,
    response: (row) => row.response,
  },
  merge: { status: 'keep', helpful: 'votes', response: 'response' },
  counts: {
    table: 'product_summary',
    columns: [
      'rating_1',
      'rating_2',
      'rating_3',
      'rating_4',
      'rating_5',
      'recommended',
      'not_recommended',
    ],
    add(row, add) {
      if (row.reported) return
      add(row.product_id, row.rating - 1, 1)
      add(row.product_id, row.recommend ? 5 : 6, 1)
    },
    recount: 'reviews',
    of: { column: 'product_id', table: 'product' },
  },
})

export const reviewsPhotos = rowDataset({
  name: 'reviews_photos',
  table: 'review_photo',
  columns: {
    id: kinds.id(),
    review_id: kinds.parentId(),
    url: kinds.url(),
  },
  parents: { review_id: 'review' },
  writes: {
    id: (row) => row.id,
    review_id: (row) => row.review_id,
    url: (row) => row.url,
  },
})

export const characteristics = rowDataset({
  name: 'characteristics',
  table: 'characteristic',
  columns: {
    id: kinds.id(),
    product_id: kinds.parentId(),
    name: kinds.line(60),
  },
  parents: { product_id: 'product' },
  writes: {
    id: (row) => row.id,
    product_id: (row) => row.product_id,
    name: (row) => row.name,
  },
})

export const characteristicReviews = rowDataset({
  name: 'characteristic_reviews',
  table: 'characteristic_review',
  columns: {
    id: kinds.id(),
    characteristic_id: kinds.parentId(),
    review_id: kinds.parentId(),
    value: kinds.whole(1, 5),
  },
  parents: { characteristic_id: 'characteristic', review_id: 'review' },
  unique: ['characteristic_id', 'review_id'],
  counts: {
    table: 'characteristic',
    columns: ['value_sum', 'value_count'],
    ofVisible: { column: 'review_id', table: 'review' },
    add(row, add) {
      add(row.characteristic_id, 0, row.value)
      add(row.characteristic_id, 1, 1)
    },
    recount: 'reviews',
    of: { column: 'characteristic_id', table: 'characteristic' },
  },
  writes: {
    id: (row) => row.id,
    characteristic_id: (row) => row.characteristic_id,
    review_id: (row) => row.review_id,
    value: (row) => row.value,
  },
})
