import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Ctx } from '@loadout/core'
import { IdIndex, importFile } from '@loadout/core/imports'
import { fileSource, type Infra } from '@loadout/infra'
import { ATELIER_FILE_NAMES } from '../generate/atelier/atelier-files.ts'
import { writeAtelier } from '../generate/atelier/write-atelier.ts'
import { type Filling, startKept } from './kept-services.ts'
import type { Bench } from './scenario.ts'
import type { Services } from './services.ts'

/** Of the full Atelier set, about 7 million rows. */
const SCALE = 0.1
const SEED = 'bench'

export function shopScale(bench: Bench): number {
  return Math.min(1, SCALE * bench.env.scale)
}

/** Services with a tenth of the Atelier's rows, imported as an operator would. */
export function startShop(bench: Bench): Promise<Services> {
  const filling: Filling = {
    name: 'shop',
    of: {
      paths: [
        'bench/src/generate/atelier',
        'packages/core/src/db/migrations',
        'packages/core/src/imports',
      ],
      texts: [String(shopScale(bench)), SEED],
    },
    fill: importShop,
  }
  return startKept(bench, filling)
}

/** Throws when a file does not load to the row: what is measured on it would mean nothing. */
async function importShop(bench: Bench, infra: Infra): Promise<void> {
  const dir = mkdtempSync(join(bench.dir, 'files-'))
  const { signal } = bench
  const ctx: Ctx = { ...infra, actor: { kind: 'system', name: 'bench' }, signal }
  const expected = await writeAtelier({ dir, scale: shopScale(bench), seed: SEED, signal })
  const index = new IdIndex()
  for (const name of ATELIER_FILE_NAMES) {
    const source = await fileSource(join(dir, `${name}.csv`))
    const { inserted } = await importFile(ctx, { source, kind: null, index })
    const { loads } = expected[name]
    if (inserted !== loads) throw new Error(`${name}.csv: ${inserted} rows loaded, not ${loads}`)
    bench.say(`${name}: ${inserted.toLocaleString('en')} rows`)
  }
  rmSync(dir, { recursive: true })
}
