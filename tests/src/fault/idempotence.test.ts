import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isStress, readFaultSeed } from '../env.ts'
import {
  haveRealDocuments,
  realDocuments,
  WITHOUT_REAL_DOCUMENTS,
} from '../support/real-documents.ts'
import { contentChecksums, rowChecksums } from './harness/checksums.ts'
import { simulateCorpus } from './harness/corpus.ts'
import { race } from './harness/race.ts'
import { differences, ROLLUP_TABLES } from './harness/recount.ts'
import { incompleteMatches, NOTHING_INCOMPLETE } from './harness/stored.ts'

const { matches: MATCHES, passes: PASSES } = isStress()
  ? { matches: 200, passes: 3 }
  : { matches: 30, passes: 2 }
const RACE_MS = 60_000
const CHECK_MS = 20_000

const seed = readFaultSeed()

describe(`ingestion is idempotent (FAULT_SEED=${seed})`, () => {
  describe('simulated documents', () => {
    const { documents, excluded } = simulateCorpus(seed, MATCHES)
    proveIdempotence(
      documents.map(({ text }) => text),
      { matches: MATCHES, excluded },
    )
  })

  const title = haveRealDocuments ? 'real documents' : WITHOUT_REAL_DOCUMENTS
  describe.skipIf(!haveRealDocuments)(title, () => {
    // One line each, whatever their layout.
    const texts = realDocuments().map(({ text }) => JSON.stringify(JSON.parse(text)))
    proveIdempotence(texts)
  })
})

/**
 * One process that ingests everything once, in order, is the measure; two processes that do so several
 * times at once, each time in another order, must come to the same.
 */
function proveIdempotence(
  texts: readonly string[],
  expected?: { readonly matches: number; readonly excluded: number },
): void {
  let folder: string
  let file: string
  let alone: TestInfra
  let shared: TestInfra

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'loadout-idempotence-'))
    file = join(folder, 'documents.ndjson')
    await writeFile(file, `${texts.join('\n')}\n`)
    alone = await createTestInfra()
    shared = await createTestInfra()
  })

  afterAll(async () => {
    await alone?.close()
    await shared?.close()
    await rm(folder, { recursive: true, force: true })
  })

  it(
    'stores a match once, whoever sends it how often',
    async () => {
      const [once] = await race({ file, env: alone.env, seeds: ['alone'], passes: 1 })
      const told = await race({ file, env: shared.env, seeds: ['left', 'right'], passes: PASSES })

      const accepted = told.reduce((sum, one) => sum + one.accepted, 0)
      expect(accepted).toBe(once?.accepted)
      for (const { excluded, quarantined } of told) {
        expect(excluded).toBe((once?.excluded ?? 0) * PASSES)
        expect(quarantined).toBe((once?.quarantined ?? 0) * PASSES)
      }
      if (expected !== undefined) {
        expect(once).toMatchObject({ accepted: expected.matches, excluded: expected.excluded })
      }
      expect(await incompleteMatches(shared.db)).toEqual(NOTHING_INCOMPLETE)
    },
    RACE_MS,
  )

  it(
    'comes to the same content as one process that sends everything once',
    async () => {
      expect(await contentChecksums(shared.db)).toEqual(await contentChecksums(alone.db))
    },
    CHECK_MS,
  )

  it(
    'has roll-ups that equal a recount over the stored rows',
    async () => {
      for (const table of ROLLUP_TABLES) {
        expect(await differences(shared.db, table), table).toEqual([])
      }
    },
    CHECK_MS,
  )

  it(
    'changes no row when everything is sent again',
    async () => {
      const before = await rowChecksums(shared.db)
      const told = await race({ file, env: shared.env, seeds: ['again', 'and again'], passes: 1 })
      expect(told.map(({ accepted }) => accepted)).toEqual([0, 0])
      expect(await rowChecksums(shared.db)).toEqual(before)
    },
    RACE_MS,
  )
}
