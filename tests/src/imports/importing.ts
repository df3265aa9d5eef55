import type { Ctx, ImportSource } from '@loadout/core'
import { type ImportFileInput, importFile, type importsContract } from '@loadout/core/imports'
import { streamSource } from '@loadout/infra'
import { sql } from 'kysely'
import { createHarness, type Harness } from '../support/harness.ts'

type ImportRun = importsContract.ImportRun

/** A file of this text. It can be read as often as is wanted, and is known again by its name and text. */
export function textSource(name: string, text: string): ImportSource {
  const bytes = new TextEncoder().encode(text)
  return {
    ...streamSource(name, new Blob([bytes]).stream()),
    bytes: bytes.length,
    fingerprint: `${name}:${bytes.length}:${text.slice(0, 100)}:${text.slice(-100)}`,
    open: (onBytes) => streamSource(name, pieces(bytes)).open(onBytes),
  }
}

async function* pieces(bytes: Uint8Array, size = 50_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** Imports a file of these lines. */
export function importText(
  ctx: Ctx,
  lines: readonly string[],
  options: Partial<ImportFileInput> & { readonly name?: string } = {},
): Promise<ImportRun> {
  const { name = 'file.csv', ...input } = options
  const source = textSource(name, `${lines.join('\n')}\n`)
  return importFile(ctx, { source, kind: null, ...input })
}

/** What a run says of its rows. */
export function outcomeOf(run: ImportRun) {
  const { rowsRead, inserted, updated, unchanged, quarantined, adjusted, codes } = run
  return { rowsRead, inserted, updated, unchanged, quarantined, adjusted, codes }
}

const NONE = {
  inserted: 0,
  updated: 0,
  unchanged: 0,
  quarantined: 0,
  adjusted: 0,
  codes: {},
}

/** The same, of which only what is not zero is said. */
export function outcome(counts: Partial<ReturnType<typeof outcomeOf>>) {
  const all = { ...NONE, ...counts }
  const { inserted, updated, unchanged, quarantined } = all
  return { ...all, rowsRead: inserted + updated + unchanged + quarantined }
}

export const HEADERS = {
  product: 'id,name,slogan,description,category,default_price',
  features: 'id,product_id,feature,value',
  styles: 'id,productId,name,sale_price,original_price,default_style',
  skus: 'id, styleId, size, quantity',
  related: 'id,current_product_id,related_product_id',
  cart: 'id,user_session,product_id,active',
  reviews:
    'id,product_id,rating,date,summary,body,recommend,reported,reviewer_name,reviewer_email,response,helpfulness',
  characteristics: 'id,product_id,name',
  characteristicReviews: 'id,characteristic_id,review_id,value',
  questions: 'id,product_id,body,date_written,asker_name,asker_email,reported,helpful',
  answers: 'id,question_id,body,date_written,answerer_name,answerer_email,reported,helpful',
} as const

/** Products 1 to `count`, as a file has them. */
export function productLines(count: number): string[] {
  const rows = Array.from({ length: count }, (_, index) => {
    const id = index + 1
    return `${id},Product ${id},Slogan ${id},,Kicks,${id * 10}`
  })
  return [HEADERS.product, ...rows]
}

/** A database with so many imported products. */
export async function createShop(products: number): Promise<Harness> {
  const harness = await createHarness()
  await importText(harness.ctx, productLines(products), { name: 'product.csv' })
  return harness
}

/** All rows of a table in the order of their ids, the named columns only. */
export async function rowsOf(
  { db }: Pick<Ctx, 'db'>,
  table: string,
  columns: readonly string[],
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { rows } = await sql<Record<string, unknown>>`
    select ${sql.join(columns.map((column) => sql.ref(column)))} from ${sql.table(table)} order by id
  `.execute(db)
  return rows
}
