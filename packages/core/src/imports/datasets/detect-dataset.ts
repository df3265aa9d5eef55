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

export interface FileLook {
  /** Columns, or keys of the first object. */
  readonly names: readonly string[]
  readonly fileName: string
  /** Rows may have more columns than these: see `positionsOf`. */
  readonly mayOmit: boolean
}

/**
 * What a file holds: the dataset most of whose columns are in its header; of several, the one whose name is
 * in the file's. Null when none has all of its columns there, or when it is of another kind: the columns of
 * styles are also those of characteristics, so that to look at datasets of the kind alone would mistake one
 * for the other.
 */
export function detectDataset(
  { names, fileName, mayOmit }: FileLook,
  kind: ImportKind | null,
): Detected | null {
  const found = ROW_DATASETS.flatMap((dataset): readonly (Detected & { columns: number })[] => {
    const positions = positionsOf(dataset.columns, names, { mayOmit })
    if (positions === null) return []
    const columns = positions.filter((position) => position >= 0).length
    // An id and a name alone could be anything.
    if (columns * 2 < positions.length) return []
    return [{ dataset, positions, columns }]
  })
  const most = Math.max(...found.map(({ columns }) => columns))
  const wanted: readonly string[] | null = kind === null ? null : IMPORT_KINDS[kind]
  const best = found.filter(
    ({ columns, dataset }) => columns === most && (wanted?.includes(dataset.name) ?? true),
  )
  const chosen = best.find(({ dataset }) => fileName.includes(dataset.name)) ?? best[0]
  return chosen === undefined ? null : { dataset: chosen.dataset, positions: chosen.positions }
}
