import { setTimeout as sleep } from 'node:timers/promises'
import { runErasures } from '@loadout/core/players'
import { createInfra } from '@loadout/infra'
import { readInfraConfig } from '../env.ts'

/** How long each document takes to be removed, milliseconds: so that a kill finds work under way. */
const SLOW_MS = 4

const infra = createInfra(readInfraConfig(), { profile: 'worker' })
const { archive } = infra
const slow = {
  ...archive,
  async remove(address: Parameters<typeof archive.remove>[0]) {
    await sleep(SLOW_MS)
    await archive.remove(address)
  },
}
process.stdout.write('began\n')
await runErasures({ ...infra, archive: slow, actor: { kind: 'system', name: 'erasing' } }, {})
await infra.close()
