import type { DocumentDataset } from './document-dataset.ts'
import { object, raw } from './mapping.ts'

const KEYS = [
  'id',
  'source',
  'kind',
  'slug',
  'status',
  'name',
  'tagline',
  'description',
  'category',
  'tags',
  'genres',
  'platforms',
  'prices',
  'base',
  'features',
  'media',
  'styles',
  'game',
] as const

/** Store documents themselves, as `export games` writes them. */
export const store: DocumentDataset = {
  name: 'store',
  columns: ['kind', 'name'],
  keepsIds: true,
  document: object(Object.fromEntries(KEYS.map((key) => [key, raw(key)]))),
}
