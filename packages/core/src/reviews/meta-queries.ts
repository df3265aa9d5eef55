import { sql } from 'kysely'
import { prepared } from '../db/prepared.ts'
import type { ReviewSummary } from './contract.ts'
import { reviewSummaryJson } from './json-queries.ts'

/** Of a product that can be seen. */
export const findSummary = prepared(
  'review_summary',
  (productId: number, labels: string) => sql<{ readonly summary: ReviewSummary }>`
    select ${reviewSummaryJson(sql.ref('p.id'), labels)} as summary
    from product as p where p.id = ${productId} and p.status = 'active'
  `,
)
