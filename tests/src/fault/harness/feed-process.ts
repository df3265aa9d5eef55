import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { type Ctx, silentLog } from '@loadout/core'
import { ingestStream } from '@loadout/core/matches'
import { rollupMatches } from '@loadout/core/stats'
import { createInfra } from '@loadout/infra'
import { createPrng } from '@loadout/simulator'
import { readInfraConfig } from '../../env.ts'

/**
 * `feed-process.ts <ndjson file> <seed> <passes>`, forked: ingests the documents of the file as often as it
 * is told, each time in another order, and rolls them up in between. Says "ready", starts when it is sent
 * anything, and ends with the sum of the reports.
 */

const [file = '', seed = '', passes = '1'] = process.argv.slice(2)
const CHUNK = 16

const infra = createInfra(readInfraConfig(), { profile: 'cli', log: silentLog })
const ctx: Ctx = { ...infra, actor: { kind: 'system', name: 'feed' } }
const lines = (await readFile(file, 'utf8')).trimEnd().split('\n')
const sum = { accepted: 0, duplicate: 0, excluded: 0, quarantined: 0 }

process.send?.('ready')
await once(process, 'message')
for (let pass = 0; pass < Number(passes); pass += 1) {
  await ingestAll(createPrng(`${seed}/${pass}`).shuffled(lines))
}
process.send?.(sum)
process.disconnect()
await infra.close()

async function ingestAll(documents: readonly string[]): Promise<void> {
  for (let start = 0; start < documents.length; start += CHUNK) {
    const chunks = ndjson(documents.slice(start, start + CHUNK))
    const report = await ingestStream(ctx, { chunks, source: 'auto', origin: 'feed' })
    sum.accepted += report.accepted
    sum.duplicate += report.duplicate
    sum.excluded += report.excluded
    sum.quarantined += report.quarantined
    await rollupMatches(ctx, {})
  }
}

async function* ndjson(texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(`${text}\n`)
}
