import { z } from 'zod'
import { rowId } from '../ids.ts'
import { MAX_INT4, pageInput, pageOf } from '../pagination.ts'

/** What can be asked to be imported, and the files that belong to it, parents before their children. */
export const IMPORT_KINDS = {
  products: ['product', 'features', 'styles', 'photos', 'skus', 'related', 'cart'],
  reviews: ['reviews', 'reviews_photos', 'characteristics', 'characteristic_reviews'],
  questions: ['questions', 'answers', 'answers_photos'],
  games: ['store', 'steam', 'wikipedia'],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type ImportKind = keyof typeof IMPORT_KINDS
export type DatasetName = (typeof IMPORT_KINDS)[ImportKind][number]

export const importKindSchema = z.enum(Object.keys(IMPORT_KINDS) as [ImportKind, ...ImportKind[]])
export const DATASETS = Object.values(IMPORT_KINDS).flat() as readonly DatasetName[]
export const datasetSchema = z.enum(DATASETS)

/** What has to be asked for to get a dataset; null: there is no such dataset. */
export function kindOf(dataset: string): ImportKind | null {
  const kinds = Object.keys(IMPORT_KINDS) as ImportKind[]
  return kinds.find((kind) => (IMPORT_KINDS[kind] as readonly string[]).includes(dataset)) ?? null
}

/** Why a row of a file is not taken. */
export const REJECT_CODES = {
  BROKEN_QUOTES: 'a quote that is not closed, or text behind one that is',
  WRONG_COLUMNS: 'too few or too many cells',
  INVALID_JSON: 'no JSON object, or one that is nested too deep',
  TOO_LONG: 'the line is too long for a row',
  INVALID_VALUE: 'a cell holds no such value',
  DUPLICATE_ID: 'an earlier row of the file has this id',
  DUPLICATE: 'another row says this already, under another id',
  UNKNOWN_PARENT: 'what it belongs to is not there',
  SELF_LINK: 'a product is not related to itself',
  ID_TAKEN: 'the id belongs to something that was not imported from there',
  REFUSED: 'the catalogue does not take it',
} as const satisfies Readonly<Record<string, string>>

export type RejectCode = keyof typeof REJECT_CODES
export const rejectCodeSchema = z.enum(Object.keys(REJECT_CODES) as [RejectCode, ...RejectCode[]])

export const IMPORT_STATES = ['queued', 'running', 'stopped', 'failed', 'done'] as const
export type ImportState = (typeof IMPORT_STATES)[number]

const counts = {
  rowsRead: z.int().describe('inserted + updated + unchanged + quarantined.'),
  inserted: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  quarantined: z.int(),
  adjusted: z
    .int()
    .describe('Of those taken: rows with a value that is not as the file says, to fit the others.'),
  codes: z.record(z.string(), z.int()).describe('Quarantined rows by code.'),
}

export const importRunSchema = z
  .object({
    id: z.int(),
    dataset: datasetSchema,
    file: z.string(),
    state: z.enum(IMPORT_STATES),
    dryRun: z.boolean(),
    ...counts,
    bytesTotal: z.int().nullable().describe('Of the file as it is stored; null: not known.'),
    bytesRead: z.int(),
    error: z.string().nullable(),
    startedAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ImportRun' })
export type ImportRun = z.output<typeof importRunSchema>

/** A name and nothing that leads elsewhere. */
export const importFileName = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[A-Za-z0-9_][\w. -]*$/, 'may hold letters, digits, spaces and . _ - only')
  .describe('Of a file in the folder for imports, e.g. one that was sent to `POST /imports/:name`.')

export const startImportInput = z.object({
  file: importFileName,
  kind: importKindSchema,
  dryRun: z.boolean().default(false).describe('Only counts what would become of each row.'),
})
export type StartImportInput = z.output<typeof startImportInput>
export const startImportOutput = z.object({
  run: importRunSchema.describe('Queued, or the same import where it was interrupted.'),
})

export const importRunInput = z.object({ id: rowId })

export const listImportsInput = z.object({
  dataset: datasetSchema.optional(),
  state: z.enum(IMPORT_STATES).optional(),
  ...pageInput,
})
export type ListImportsInput = z.output<typeof listImportsInput>
export const listImportsOutput = pageOf(importRunSchema)

export const importRejectSchema = z
  .object({
    row: z.int().describe('From 1, the header and blank lines not counted.'),
    line: z.int().describe('Where it begins in the file, from 1.'),
    column: z.string().nullable(),
    code: rejectCodeSchema,
    detail: z.string().nullable().describe('What was expected.'),
    original: z.string().describe('As it stands in the file; of a long one the beginning.'),
  })
  .meta({ id: 'ImportReject' })
export type ImportReject = z.output<typeof importRejectSchema>

export const listRejectsInput = z.object({
  id: rowId,
  code: rejectCodeSchema.optional(),
  ...pageInput,
})
export type ListRejectsInput = z.output<typeof listRejectsInput>
export const listRejectsOutput = pageOf(importRejectSchema)

export const runImportInput = z.object({ runId: z.int().min(1).max(MAX_INT4) })
