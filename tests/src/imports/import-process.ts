import { type Ctx, silentLog } from '@loadout/core'
import { importFile } from '@loadout/core/imports'
import { createInfra, fileSource } from '@loadout/infra'
import { readInfraConfig } from '../env.ts'

/** Forked with the paths of files: imports them in small batches, says when one is written, and is meant to be killed. */
const infra = createInfra(readInfraConfig(), { profile: 'cli', log: silentLog })
const ctx: Ctx = { ...infra, actor: { kind: 'system', name: 'import' } }
for (const path of process.argv.slice(2)) {
  await importFile(ctx, {
    source: await fileSource(path),
    kind: null,
    batchRows: 150,
    onProgress: () => process.send?.('batch'),
  })
}
process.send?.('done')
process.disconnect()
await infra.close()
