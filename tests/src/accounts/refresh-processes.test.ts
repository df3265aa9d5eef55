import { setTimeout as sleep } from 'node:timers/promises'
import type { Services } from '@loadout/core'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServerProcess, startServer } from '../../../packages/api/test/server-process.ts'
import { isStress } from '../env.ts'
import { alone, overtakes, robbed, skew, THEFTS, works } from './refresh-acts.ts'
import { createDoors, type Doors } from './refresh-doors.ts'
import { forks, rivals, shared } from './refresh-rules.ts'
import { type Act, playWorld } from './refresh-world.ts'
import { addUser, quickPasswords, type User } from './signing-in.ts'

/**
 * The trials of the model, with two real processes between the client, the thief and the database. Their clocks are
 * real: time passes by moving the session's timestamps, which is all that they look at. What has no timestamp there,
 * the end of an access token, is left to the model.
 */
const RUNS = isStress() ? { numRuns: 200 } : { numRuns: 8, seed: 20_261_128 }
const TIMEOUT_MS = 600_000

/** How long a process may remember who a token belongs to, milliseconds. */
const REVOKED_MS = 1_000

let infra: TestInfra
let services: Services
let user: User
let servers: readonly ServerProcess[] = []
let doors: Doors
beforeAll(async () => {
  infra = await createTestInfra({ profile: 'api', env: { TOKEN_ALGORITHM: 'ES256' } })
  services = { ...infra, passwords: quickPasswords() }
  user = await addUser(services)
  await infra.keyRing.signing()
  const env = { ...infra.env, RATE_WRITES_PER_SECOND: '0', RATE_READS_PER_SECOND: '0' }
  servers = await Promise.all([startServer('node', env), startServer('bun', env)])
  doors = createDoors(infra, servers)
})
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop('SIGKILL')))
  await infra.close()
})

const play = (acts: readonly (readonly Act[])[], skewMs: number, seed: number) =>
  playWorld(services, user, { acts: acts.flat(), skew: skewMs, door: doors.open(seed) })

const ways = fc.nat()

describe('a client that is alone, through two processes', () => {
  it(
    'is never signed out, whichever it asks, whatever is lost, late or at once',
    async () => {
      await fc.assert(
        fc.asyncProperty(alone, skew, ways, async (acts, skewMs, seed) => {
          const world = await play(acts, skewMs, seed)
          await world.run({ do: 'refresh', trips: [{ up: 50, down: 50, lost: null }] })
          await world.settle()
          await world.run({ do: 'call', up: 0 })
          await world.settle()
          expect(world.refused).toEqual([])
          expect(world.isDead).toBe(false)
          expect(world.taken.at(-1)).toMatchObject({ kind: 'call', party: 'client' })
        }),
        { ...RUNS, examples: [[[overtakes, works], 0, 0]] },
      )
    },
    TIMEOUT_MS,
  )
})

describe('a thief with a copy of the refresh token, at two processes', () => {
  it(
    'and the client never both go on, and within a second neither of them does anywhere',
    async () => {
      const ends: Promise<readonly string[]>[] = []
      await fc.assert(
        fc.asyncProperty(robbed, skew, ways, async (acts, skewMs, seed) => {
          const world = await play(acts, skewMs, seed)
          expect(forks(world)).toEqual([])
          expect(shared(world)).toEqual([])
          expect(rivals(world)).toEqual([])
          if (!world.isDead) {
            expect(world.refused).toEqual([])
            return
          }
          const { refresh, access } = world.tokens()
          expect(await doors.alive({ refresh, access: [] })).toEqual([])
          ends.push(sleep(REVOKED_MS).then(() => doors.alive({ refresh: [], access })))
        }),
        { ...RUNS, examples: THEFTS.map((acts): [typeof acts, number, number] => [acts, 0, 0]) },
      )
      expect((await Promise.all(ends)).flat()).toEqual([])
      expect(ends.length).toBeGreaterThan(RUNS.numRuns / 10)
    },
    TIMEOUT_MS,
  )
})
