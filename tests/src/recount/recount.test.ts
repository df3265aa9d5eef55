import { rollupMatches } from '@loadout/core/stats'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isStress, readFaultSeed } from '../env.ts'
import {
  type CountedRows,
  columnsOf,
  differences,
  ROLLUP_TABLES,
  rowDifferences,
  STORED,
} from '../fault/harness/recount.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import {
  haveRealDocuments,
  realDocuments,
  WITHOUT_REAL_DOCUMENTS,
} from '../support/real-documents.ts'
import { createCorpus } from './corpus.ts'
import { recountDocuments } from './documents.ts'

const RECOUNTED: CountedRows = {
  matches: sql`recount.match_game`,
  players: sql`recount.player_game`,
  weapons: sql`recount.weapon_game`,
}

/** Per seed, as many again varied. */
const MATCHES = isStress() ? 75 : 25

/** Of hundreds of differences a few tell what is wrong. */
const SHOWN = 5

describe.each(['always the same', readFaultSeed()])(
  'simulated documents (FAULT_SEED=%s)',
  (seed) => {
    proveEqual(createCorpus(seed, MATCHES))
  },
)

const title = haveRealDocuments ? 'real documents' : WITHOUT_REAL_DOCUMENTS
describe.skipIf(!haveRealDocuments)(title, () => {
  proveEqual(realDocuments().map(({ text }) => text))
})

/** What is stored of the documents, and added up, is what a recount from the documents gives. */
function proveEqual(texts: readonly string[]): void {
  let harness: Harness

  beforeAll(async () => {
    harness = await createHarness()
    const { accepted, excluded } = await harness.ingest(texts)
    // Whatever else is wrong with a document would be missing from both sides.
    expect(accepted + excluded).toBe(texts.length)
    await rollupMatches(harness.ctx, {})
    await recountDocuments(harness.infra.db, texts)
  })
  afterAll(() => harness.close())

  it.each([
    ['matches', 'match_game'],
    ['players', 'player_game'],
  ] as const)('has the same %s', async (kind, view) => {
    const { db } = harness.infra
    const found = await rowDifferences(db, await columnsOf(db, view), [
      sql`select * from ${STORED[kind]}`,
      sql`select * from ${RECOUNTED[kind]}`,
    ])
    expect(found.slice(0, SHOWN)).toEqual([])
  })

  it('has the same weapons of players', async () => {
    const { db } = harness.infra
    const { rows } = await sql<{ name: string }>`
      select column_name as name from information_schema.columns
      where (table_schema, table_name) = ('recount', 'weapon_game')
    `.execute(db)
    const names = rows.map(({ name }) => name)
    const found = await rowDifferences(db, names, [
      sql`select * from ${STORED.weapons} as tally`,
      sql`select * from ${RECOUNTED.weapons}`,
    ])
    expect(found.slice(0, SHOWN)).toEqual([])
  })

  it('leaves no roll-up out', async () => {
    const { rows } = await sql<{ name: string }>`
      select table_name as name from information_schema.columns
      where table_schema = 'public' and column_name = 'version' and table_name like '%_rollup'
    `.execute(harness.infra.db)
    expect(rows.map(({ name }) => name).sort()).toEqual([...ROLLUP_TABLES].sort())
  })

  it('would notice one point of damage', async () => {
    const trial = await harness.infra.db.startTransaction().execute()
    await sql`
      update recount.player_game set damage = damage + 1
      where slot = 0 and match_key = (select min(match_key) from recount.player_game)
    `.execute(trial)
    const agents = await differences(trial, 'agent_rollup', RECOUNTED)
    const players = await differences(trial, 'player_rollup', RECOUNTED)
    await trial.rollback().execute()
    expect(new Set(agents.map((row) => row.only_in))).toEqual(new Set(['stored', 'recount']))
    expect(players).toHaveLength(2)
  })

  it.each(ROLLUP_TABLES)('has the same %s', async (table) => {
    const found = await differences(harness.infra.db, table, RECOUNTED)
    expect(found.slice(0, SHOWN)).toEqual([])
  })
}
