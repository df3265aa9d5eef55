import { type Log, silentLog } from '@loadout/core'
import { createInfra, startEventRelay } from '@loadout/infra'
import pg from 'pg'
import { readInfraConfig } from '../env.ts'

/**
 * Forked: relays events until it is killed. Told to die in between, it kills itself once it has published events and
 * before it commits that it has.
 */
let isToDie = false
process.on('message', () => {
  isToDie = true
})
// The end of the test, whatever it was.
process.on('disconnect', () => process.exit())

const query = pg.Client.prototype.query
const carrying = new WeakSet<pg.Client>()

/** As the driver's own, but for what this process is here for. */
async function watched(this: pg.Client, ...args: unknown[]): Promise<unknown> {
  const [text] = args
  if (text === 'commit' && carrying.delete(this) && isToDie) {
    process.send?.('in between', () => process.kill(process.pid, 'SIGKILL'))
    return await new Promise(() => {})
  }
  const result = await Reflect.apply(query, this, args)
  if (String(text).includes('delete from event') && result.rowCount > 0) carrying.add(this)
  return result
}
Object.assign(pg.Client.prototype, { query: watched })

const config = readInfraConfig()
const log: Log = silentLog
const infra = createInfra(config, { profile: 'worker', log })
const { REDIS_URL: redisUrl, QUEUE_PREFIX: prefix } = config
startEventRelay({ services: infra, redisUrl, prefix })
process.send?.('ready')
