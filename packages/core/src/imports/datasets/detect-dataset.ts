import { type Positions, positionsOf } from '../columns/header.ts'
import { IMPORT_KINDS, type ImportKind } from '../contract.ts'
import * as products from './atelier-products.ts'
import * as questions from './atelier-questions.ts'
import * as reviews from './atelier-reviews.ts'
import type { RowDataset } from './row-dataset.ts'

/** Every kind of file whose rows go into tables, parents before their children. */
export const ROW_DATASETS: readonly RowDataset[] = [
  products.product,
  products.features,
  products.styles,
  products.photos,
  products.skus,
  products.related,
  products.cart,
  reviews.reviews,
  reviews.reviewsPhotos,
  reviews.characteristics,
  reviews.characteristicReviews,
  questions.questions,
  questions.answers,
  questions.answersPhotos,
]

export interface Detected {
  readonly dataset: RowDataset
  readonly positions: Positions
}

/**
 * The kind of a file: the one most of whose columns are in its header; of several, the one whose name is in
 * the file's. Null when none has all of its columns there.
 */
export function detectDataset(
  header: readonly string[],
  fileName: string,
  kind: ImportKind | null,
): Detected | null {
  const names: readonly string[] | null = kind === null ? null : IMPORT_KINDS[kind]
  const found: Detected[] = []
  for (const dataset of ROW_DATASETS) {
    const positions = positionsOf(dataset.columns, header)
    if (positions !== null && (names?.includes(dataset.name) ?? true)) {
      found.push({ dataset, positions })
    }
  }
  const score = ({ dataset, positions }: Detected) =>
    positions.filter((position) => position >= 0).length * 2 +
    (fileName.includes(dataset.name) ? 1 : 0)
  return found.toSorted((a, b) => score(b) - score(a))[0] ?? null
}
