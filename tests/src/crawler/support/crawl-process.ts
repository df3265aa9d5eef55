import type { Ctx } from '@loadout/core'
import { crawlRegion } from '@loadout/core/crawler'
import { createInfra } from '@loadout/infra'
import { readInfraConfig } from '../../env.ts'
import { FAST_POLICY } from './stage.ts'

/** A process that crawls its regions, slice after slice, until SIGTERM. Its argument is a policy, as JSON. */
const policy = { ...FAST_POLICY, ...JSON.parse(process.argv[2] ?? '{}') }
const stop = new AbortController()
process.once('SIGTERM', () => stop.abort())

const infra = createInfra(readInfraConfig(), { profile: 'worker' })
const ctx: Ctx = { ...infra, actor: { kind: 'system', name: 'test' } }
process.stdout.write('ready\n')
while (!stop.signal.aborted) {
  for (const region of infra.crawler?.regions ?? []) await crawlRegion(ctx, { region }, policy)
  await new Promise((resolve) => setTimeout(resolve, 20))
}
await infra.close()
