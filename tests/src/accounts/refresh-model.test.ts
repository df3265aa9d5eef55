import type { Services } from '@loadout/core'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alone, overtakes, robbed, skew, THEFTS, works } from './refresh-acts.ts'
import { forks, rivals, shared } from './refresh-rules.ts'
import { type Act, playWorld } from './refresh-world.ts'
import { addUser, quickPasswords, type User } from './signing-in.ts'

/** Replays the whole run. */
const RUNS = process.env.STRESS === '1' ? { numRuns: 200 } : { numRuns: 30, seed: 20_261_121 }

let infra: TestInfra
let services: Services
let user: User
beforeAll(async () => {
  infra = await createTestInfra({ env: { TOKEN_ALGORITHM: 'ES256' } })
  services = { ...infra, passwords: quickPasswords() }
  user = await addUser(services)
})
afterAll(() => infra.close())

const play = (acts: readonly (readonly Act[])[], skewMs: number) =>
  playWorld(services, user, { acts: acts.flat(), skew: skewMs })

describe('a client that is alone', () => {
  it('is never signed out, whatever is lost, late, at once or told by a wrong clock', async () => {
    await fc.assert(
      fc.asyncProperty(alone, skew, async (acts, skewMs) => {
        const world = await play(acts, skewMs)
        expect(world.refused).toEqual([])
        expect(world.isDead).toBe(false)
        await world.run({ do: 'refresh', trips: [{ up: 50, down: 50, lost: null }] })
        await world.settle()
        await world.run({ do: 'call', up: 0 })
        await world.settle()
        expect(world.refused).toEqual([])
        expect(world.taken.at(-1)).toMatchObject({ kind: 'call', party: 'client' })
      }),
      { ...RUNS, examples: [[[overtakes, works], 0]] },
    )
  })
})

describe('a thief with a copy of the refresh token', () => {
  it('and the client never both go on: what one of them has used ends the other', async () => {
    await fc.assert(
      fc.asyncProperty(robbed, skew, async (acts, skewMs) => {
        const world = await play(acts, skewMs)
        expect(forks(world)).toEqual([])
        expect(shared(world)).toEqual([])
        expect(rivals(world)).toEqual([])
        if (!world.isDead) expect(world.refused).toEqual([])
        else expect(await world.stillTaken()).toEqual([])
      }),
      { ...RUNS, examples: THEFTS.map((acts): [typeof acts, number] => [acts, 0]) },
    )
  })
})
