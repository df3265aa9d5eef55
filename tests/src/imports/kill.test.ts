import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Ctx } from '@loadout/core'
import { importFile, importsContract, listImports } from '@loadout/core/imports'
import { recountReviews } from '@loadout/core/reviews'
import { fileSource } from '@loadout/infra'
import { bareEnv } from '@loadout/infra/testing'
import { createPrng, type Prng } from '@loadout/simulator'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isStress, readFaultSeed } from '../env.ts'
import type { Harness } from '../support/harness.ts'
import { createShop, HEADERS, outcomeOf } from './importing.ts'

const PROCESS = fileURLToPath(new URL('import-process.ts', import.meta.url))
const PRODUCTS = 50
const { reviews: REVIEWS, kills: KILLS } = isStress()
  ? { reviews: 2_500, kills: 4 }
  : { reviews: 1_500, kills: 2 }

const seed = readFaultSeed()
const random = createPrng(`killed imports ${seed}`)

let killed: Harness
let whole: Harness
let folder: string
beforeAll(async () => {
  ;[killed, whole] = await Promise.all([createShop(PRODUCTS), createShop(PRODUCTS)])
  folder = await mkdtemp(join(tmpdir(), 'loadout-kill-'))
})
afterAll(async () => {
  await Promise.all([killed.close(), whole.close()])
  await rm(folder, { recursive: true })
})

/** Files with everything in them that a row decides about later ones: ids that come twice, pairs, defaults. */
async function writeFiles(): Promise<readonly string[]> {
  const prng = createPrng('files to be killed over')
  const dirty = (row: string) => {
    if (prng.chance(0.02)) return row.replace('Fine', '"Fine')
    return prng.chance(0.02) ? row.replace(/^\d+/, String(1 + prng.int(REVIEWS))) : row
  }
  const reviews = numbered(REVIEWS, (id) =>
    dirty(
      `${id},${1 + prng.int(PRODUCTS + 2)},${1 + prng.int(5)},2021-03-04,Fine,Body,1,${id % 9 === 0 ? 1 : 0},me,,,2`,
    ),
  )
  const characteristics = numbered(PRODUCTS, (id) => `${id},${id},Fit`)
  const ratings = numbered(
    REVIEWS,
    (id) => `${id},${1 + prng.int(PRODUCTS)},${prng.chance(0.05) ? 7 : id},${1 + prng.int(5)}`,
  )
  const styles = numbered(1_200, (id) =>
    dirty(`${id},${1 + prng.int(PRODUCTS)},Fine,,10,${prng.int(2)}`),
  )
  const files = [
    ['reviews.csv', `${HEADERS.reviews}\n${reviews}`],
    ['characteristics.csv', `${HEADERS.characteristics}\n${characteristics}`],
    ['characteristic_reviews.csv', `${HEADERS.characteristicReviews}\n${ratings}`],
    ['styles.csv.gz', gzipSync(`${HEADERS.styles}\n${styles}`)],
  ] as const
  for (const [name, content] of files) await writeFile(join(folder, name), content)
  return files.map(([name]) => join(folder, name))
}

const numbered = (count: number, line: (id: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index + 1)).join('\n')

/** Lets a process import until some batches are written and a moment more, then ends it. Whether it was done. */
async function importUntilKilled(paths: readonly string[], prng: Prng): Promise<boolean> {
  const env = { ...bareEnv(), ...killed.infra.env }
  const child = fork(PROCESS, [...paths], { env, silent: true })
  const gone = once(child, 'exit')
  let left = 1 + prng.int(9)
  let isDone = false
  const enough = Promise.withResolvers<void>()
  child.on('message', (message) => {
    isDone ||= message === 'done'
    left -= 1
    if (left <= 0) enough.resolve()
  })
  await Promise.race([enough.promise, gone])
  await sleep(prng.int(12))
  child.kill('SIGKILL')
  await gone
  return isDone
}

const TABLES = [
  'review',
  'characteristic',
  'characteristic_review',
  'style',
  'product_summary',
] as const

/** Everything that was written, versions aside: they only have to grow. */
async function contents({ db }: Ctx) {
  const found: Record<string, unknown> = {}
  for (const table of TABLES) {
    const { rows } = await sql`
      select (to_jsonb(one) - 'version')::text as row from ${sql.table(table)} as one order by 1
    `.execute(db)
    found[table] = rows
  }
  const { rows } = await sql`
    select dataset, row_number, line, column_name, code, original
    from import_reject join import_run on import_run.id = run_id order by 1, 2
  `.execute(db)
  return { ...found, rejects: rows }
}

async function runsOf(ctx: Ctx) {
  const { items } = await listImports(ctx, importsContract.listImportsInput.parse({ limit: 100 }))
  return items
    .filter(({ dataset }) => dataset !== 'product')
    .map((run) => ({ dataset: run.dataset, state: run.state, ...outcomeOf(run) }))
    .sort((a, b) => a.dataset.localeCompare(b.dataset))
}

describe('imports that are killed', () => {
  it(`go on to the same end (FAULT_SEED=${seed})`, { timeout: 120_000 }, async () => {
    const paths = await writeFiles()
    for (const path of paths) {
      await importFile(whole.ctx, { source: await fileSource(path), kind: null })
    }
    for (let kill = 0; kill < KILLS; kill += 1) {
      if (await importUntilKilled(paths, random.fork(String(kill)))) break
    }
    // Whatever is left: each file goes on where its run is.
    for (const path of paths) {
      await importFile(killed.ctx, { source: await fileSource(path), kind: null, batchRows: 400 })
    }
    const [before, after] = [await runsOf(whole.ctx), await runsOf(killed.ctx)]
    // A file that was through before a kill was imported once more, which changed nothing.
    const first = after.filter(({ inserted }) => inserted > 0)
    expect(first).toEqual(before)
    expect(after.every(({ state }) => state === 'done')).toBe(true)
    expect(await contents(killed.ctx)).toMatchObject(await withoutRepeats(whole.ctx))
    const drift = await recountReviews(killed.ctx, { from: 1, to: 1_000, dryRun: true })
    expect(drift).toMatchObject({ summaries: 0, characteristics: 0 })
  })
})

/** What was written, without what files that were imported twice rejected twice. */
async function withoutRepeats(ctx: Ctx) {
  const { rejects: _, ...tables } = await contents(ctx)
  return tables
}
