import type { Kysely } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { RejectCode } from '../contract.ts'
import type { RowDataset } from '../datasets/row-dataset.ts'
import {
  addSources,
  clearOtherDefaults,
  recordProductPrices,
  recordStylePrices,
} from './product-queries.ts'
import {
  compareStage,
  dropDuplicates,
  dropOrphans,
  findLeftOver,
  insertMissing,
  lockPresent,
  type MergeCounts,
  updatePresent,
} from './stage-queries.ts'

/** What became of the rows of the stage; those that are rejected are in none of the counts. */
export interface Merged extends MergeCounts {
  readonly rejected: readonly {
    readonly row: number
    readonly code: RejectCode
    readonly column: string | null
  }[]
}

export interface MergeOptions {
  /** Only counts. */
  readonly dryRun: boolean
  /** Whether parents are looked for again: somebody may have deleted some since the import began. */
  readonly checkParents: boolean
  /** The first row of the file that is merged; the stage may hold earlier ones. */
  readonly fromRow: number
}

/** Merges the stage into the table, set by set. */
export async function mergeRows(
  tx: Kysely<Database>,
  dataset: RowDataset,
  { dryRun, checkParents, fromRow }: MergeOptions,
): Promise<Merged> {
  const rejected: Merged['rejected'][number][] = []
  const reject = (rows: readonly number[], code: RejectCode, column: string | null) => {
    for (const row of rows) rejected.push({ row, code, column })
  }
  if (checkParents) {
    for (const [column, parent] of Object.entries(dataset.parents)) {
      reject(await dropOrphans(tx, { column, parent }), 'UNKNOWN_PARENT', column)
    }
  }
  reject(await dropDuplicates(tx, dataset, fromRow), 'DUPLICATE', null)
  if (dryRun) return { ...(await compareStage(tx, dataset, fromRow)), rejected }
  await lockPresent(tx, dataset)
  const counts = await compareStage(tx, dataset, fromRow)
  await beforeUpdate(tx, dataset)
  await updatePresent(tx, dataset)
  const inserted = await insertMissing(tx, dataset)
  if (inserted.length < counts.inserted) {
    reject(await findLeftOver(tx, dataset), 'DUPLICATE', null)
  }
  if (dataset.how === 'products') await addSources(tx, inserted)
  return { ...counts, inserted: inserted.length, rejected }
}

async function beforeUpdate(tx: Kysely<Database>, { table }: RowDataset): Promise<void> {
  if (table === 'product') await recordProductPrices(tx)
  if (table !== 'style') return
  await recordStylePrices(tx)
  await clearOtherDefaults(tx)
}
