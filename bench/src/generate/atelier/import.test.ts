import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Ctx } from '@loadout/core'
import { IdIndex, importFile } from '@loadout/core/imports'
import { fileSource } from '@loadout/infra'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ATELIER_FILE_NAMES } from './atelier-files.ts'
import { quarantinedOf } from './expectation.ts'
import { type Expectations, writeAtelier } from './write-atelier.ts'

let infra: TestInfra
let dir: string
let expected: Expectations
beforeAll(async () => {
  infra = await createTestInfra({ profile: 'cli' })
  dir = mkdtempSync(join(tmpdir(), 'atelier import '))
  expected = await writeAtelier({ dir, scale: 0.0005, seed: 'import' })
})
afterAll(async () => {
  await infra.close()
  rmSync(dir, { recursive: true })
})

/** What became of each file, as its expectation would say it. */
async function importAll() {
  const ctx: Ctx = { ...infra, actor: { kind: 'system', name: 'test' } }
  const index = new IdIndex()
  const runs = []
  for (const name of ATELIER_FILE_NAMES) {
    const source = await fileSource(join(dir, `${name}.csv`))
    runs.push(await importFile(ctx, { source, kind: null, index }))
  }
  return runs
}

describe('the importer', () => {
  it('makes of each generated file exactly what the generator says', async () => {
    const runs = await importAll()
    const counts = runs.map(({ dataset, rowsRead, inserted, adjusted, codes }) => [
      ...[dataset, { rows: rowsRead, loads: inserted, adjusted, quarantined: codes }],
    ])
    const wanted = ATELIER_FILE_NAMES.map((name) => {
      const { rows, loads, adjusted, quarantined } = expected[name]
      return [name, { rows, loads, adjusted, quarantined }]
    })
    expect(counts).toEqual(wanted)
  })

  it('finds nothing new in them the second time', async () => {
    for (const run of await importAll()) {
      const one = expected[run.dataset as keyof Expectations]
      expect(run).toMatchObject({ inserted: 0, updated: 0, quarantined: quarantinedOf(one) })
    }
  })
})
