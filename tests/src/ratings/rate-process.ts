import { type Ctx, silentLog } from '@loadout/core'
import { updateRatings } from '@loadout/core/ratings'
import { createInfra } from '@loadout/infra'
import { readInfraConfig } from '../env.ts'

/** Forked: rates in small transactions until nothing is left, says "done", and is meant to be killed before. */
const infra = createInfra(readInfraConfig(), { profile: 'cli', log: silentLog })
const ctx: Ctx = { ...infra, actor: { kind: 'system', name: 'rate' } }
process.send?.('ready')
for (let isDone = false; !isDone; ) {
  isDone = (await updateRatings(ctx, {}, { chunk: 4, runMs: 60_000 })).isDone
}
process.send?.('done')
process.disconnect()
await infra.close()
