import type { Services } from '@loadout/core'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Act, createWorld, type Trip, type World } from './refresh-world.ts'
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

/** Each way below half of the grace: who asks with a token and who was answered with its successor are within it. */
const way = fc.oneof(fc.constantFrom(0, 50), fc.integer({ min: 0, max: 4_800 }))
const trip: fc.Arbitrary<Trip> = fc.record({
  up: way,
  down: way,
  lost: fc.constantFrom(null, null, null, 'up', 'down'),
})
const wait = fc
  .oneof(
    fc.integer({ min: 0, max: 4_000 }),
    fc.integer({ min: 9_000, max: 11_000 }),
    fc.integer({ min: 19_000, max: 25_000 }),
    fc.constantFrom(60_000, 290_000, 400_000, 3_600_000),
  )
  .map((ms): Act => ({ do: 'wait', ms }))
const refresh = fc
  .array(trip, { minLength: 1, maxLength: 3 })
  .map((trips): Act => ({ do: 'refresh', trips }))
const call = way.map((up): Act => ({ do: 'call', up }))
/** Habits: what tabs and thieves do in a row, so that what is rare is not left to chance. */
const rest = (ms: number): Act => ({ do: 'wait', ms })
const ask = (up = 0, down = 0, lost: Trip['lost'] = null): Act => ({
  do: 'refresh',
  trips: [{ up, down, lost }],
})
const use: Act = { do: 'call', up: 0 }
const steal: Act = { do: 'steal' }
const rob = (n = 0): Act => ({ do: 'thief-refresh', nth: n })
const enjoy = (n = 0): Act => ({ do: 'thief-call', nth: n })

const works: readonly Act[] = [rest(290_000), ask(), use]
const idles: readonly Act[] = [rest(290_000), ask()]
const loses: readonly Act[] = [rest(290_000), ask(0, 0, 'down'), rest(15_000), ask(), use]
/** The slowest answer to a token comes after the quickest one to its successor. */
const overtakes: readonly Act[] = [
  ...[rest(60_000), ask(0, 4_800), rest(4_700), ask(4_800, 4_800), rest(5_500), ask()],
  ...[use, rest(30_000), ask(), use],
]
const waits: readonly Act[] = [steal, rest(60_000), rob(), rest(60_000)]
const habitsOfClient = fc.constantFrom(works, idles, loses, overtakes)
const habitsOfThief = fc.constantFrom(waits, [...waits, enjoy()], [enjoy()], [rob(1)], [enjoy(1)])

const ofClient = [
  { weight: 5, arbitrary: wait.map((act) => [act]) },
  { weight: 3, arbitrary: refresh.map((act) => [act]) },
  { weight: 2, arbitrary: call.map((act) => [act]) },
  { weight: 3, arbitrary: habitsOfClient },
] as const
const nth = fc.nat(2)
const ofThief = [
  { weight: 1, arbitrary: fc.constant([steal]) },
  { weight: 2, arbitrary: nth.map((n) => [rob(n)]) },
  { weight: 1, arbitrary: nth.map((n) => [enjoy(n)]) },
  { weight: 3, arbitrary: habitsOfThief },
] as const
const skew = fc.integer({ min: -200_000, max: 200_000 })

const alone = fc.array<readonly Act[]>(fc.oneof(...ofClient), { minLength: 2, maxLength: 10 })
const robbed = fc.array<readonly Act[]>(fc.oneof(...ofClient, ...ofThief), {
  minLength: 3,
  maxLength: 12,
})

/** Thefts that a weaker rule would not see. */
const THEFTS: readonly (readonly (readonly Act[])[])[] = [
  // The client only refreshes; the thief asks again for each answer that was not used.
  [[steal], idles, [rest(60_000), rob(), enjoy()], idles, [rest(60_000), rob(), enjoy()], idles],
  // The thief waits with what it got until the client was given another answer in its place.
  [waits, [ask(), use, rest(1_000), enjoy(), rob()], works],
  [waits, [ask(), use, rest(30_000), ask(), use, enjoy()], works],
  [waits, [ask(), rest(1_000), rob()], works],
]

async function play(acts: readonly (readonly Act[])[], skewMs: number): Promise<World> {
  const world = await createWorld(services, user, { skew: skewMs })
  for (const act of acts.flat()) await world.run(act)
  await world.settle()
  return world
}

const rotations = ({ answered }: World) =>
  answered.filter(({ presented, generation }) => presented !== generation)

/** Of each generation, the one it was first given for. */
function parents(world: World): ReadonlyMap<number, number> {
  const found = new Map<number, number>()
  for (const { presented, generation } of rotations(world)) {
    if (!found.has(generation)) found.set(generation, presented)
  }
  return found
}

/** Whether one of two generations came of the other. */
function isLine(of: ReadonlyMap<number, number>, a: number, b: number): boolean {
  const [older, younger] = a < b ? [a, b] : [b, a]
  let at: number | undefined = younger
  while (at !== undefined && at > older) at = of.get(at)
  return at === older
}

/** Pairs of things that the server took though they belong to two parties. */
function forks(world: World): readonly string[] {
  const of = parents(world)
  return world.taken.flatMap((later, index) =>
    world.taken
      .slice(0, index)
      .filter((earlier) => !isLine(of, earlier.generation, later.generation))
      .map((earlier) => `${JSON.stringify(earlier)} and ${JSON.stringify(later)}`),
  )
}

/** Answers that gave one successor for two tokens, or a grace apart: two parties would have the same one. */
function shared(world: World): readonly string[] {
  const of = parents(world)
  const made = new Map<number, number>()
  return rotations(world)
    .filter(({ presented, generation, at }) => {
      if (!made.has(generation)) made.set(generation, at)
      const age = at - (made.get(generation) ?? at)
      return of.get(generation) !== presented || age > 10_000 + 100
    })
    .map((answer) => JSON.stringify(answer))
}

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
        if (!world.isDead) expect(world.refused).toEqual([])
        else expect(await world.stillTaken()).toEqual([])
      }),
      { ...RUNS, examples: THEFTS.map((acts): [typeof acts, number] => [acts, 0]) },
    )
  })
})
