import { rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { AtelierFileName } from '../generate/atelier/atelier-files.ts'
import { onDatabase } from './databases.ts'

/** The table that the rows of a file go into, and what must be there before. */
const TABLES: Readonly<Record<AtelierFileName, readonly string[]>> = {
  product: ['product'],
  features: ['product_feature'],
  styles: ['style'],
  photos: ['style_photo'],
  skus: ['sku'],
  related: ['related_product'],
  cart: ['account', 'cart_item'],
  reviews: ['review'],
  reviews_photos: ['review_photo'],
  characteristics: ['characteristic'],
  characteristic_reviews: ['characteristic_review'],
  questions: ['question'],
  answers: ['answer'],
  answers_photos: ['answer_photo'],
}

/** Rows of a file, and the seconds they took. */
export interface Copied {
  readonly rows: number
  readonly seconds: number
}

/** Files with clean rows, by table; the server itself reads and writes them. */
export interface CleanFiles {
  /** A folder that the server may write to. */
  readonly dir: string
}

const fileOf = ({ dir }: CleanFiles, table: string) => join(dir, `clean-${table}.csv`)

/** Writes the rows that an import has loaded, in the order of their ids. */
export async function writeClean(url: string, files: CleanFiles): Promise<void> {
  await onDatabase(url, async (client) => {
    for (const table of Object.values(TABLES).flat()) {
      const names = await columnsOf(client, table)
      await client.query(
        `copy (select ${names} from ${table} order by id) to ${pg.escapeLiteral(fileOf(files, table))} (format csv)`,
      )
    }
  })
}

export function removeClean(files: CleanFiles): void {
  for (const table of Object.values(TABLES).flat()) rmSync(fileOf(files, table), { force: true })
}

/**
 * The floor of an import: each file one COPY of clean rows into the same table, with the indexes and
 * constraints that it has. Counters, histories and the like are left out.
 */
export async function copyClean(
  url: string,
  files: CleanFiles,
): Promise<ReadonlyMap<AtelierFileName, Copied>> {
  return onDatabase(url, async (client) => {
    const copied = new Map<AtelierFileName, Copied>()
    for (const [name, tables] of Object.entries(TABLES) as [AtelierFileName, string[]][]) {
      const started = performance.now()
      let rows = 0
      for (const table of tables) {
        const names = await columnsOf(client, table)
        const { rowCount } = await client.query(
          `copy ${table} (${names}) from ${pg.escapeLiteral(fileOf(files, table))} (format csv)`,
        )
        rows = rowCount ?? 0
      }
      copied.set(name, { rows, seconds: (performance.now() - started) / 1_000 })
    }
    return copied
  })
}

/** Those that are not computed. */
async function columnsOf(client: pg.Client, table: string): Promise<string> {
  const { rows } = await client.query<{ column_name: string }>(
    `select column_name from information_schema.columns
     where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'
     order by ordinal_position`,
    [table],
  )
  return rows.map(({ column_name }) => pg.escapeIdentifier(column_name)).join(', ')
}

/** Rows that stand in the table of each file. */
export async function countLoaded(url: string): Promise<ReadonlyMap<AtelierFileName, number>> {
  return onDatabase(url, async (client) => {
    const counts = new Map<AtelierFileName, number>()
    for (const [name, tables] of Object.entries(TABLES) as [AtelierFileName, string[]][]) {
      const { rows } = await client.query(`select count(*) as count from ${tables.at(-1)}`)
      counts.set(name, Number(rows[0]?.count))
    }
    return counts
  })
}
