import fc from 'fast-check'
import type { Act, Trip } from './refresh-world.ts'

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

export const works: readonly Act[] = [rest(290_000), ask(), use]
const idles: readonly Act[] = [rest(290_000), ask()]
const loses: readonly Act[] = [rest(290_000), ask(0, 0, 'down'), rest(15_000), ask(), use]
/** The slowest answer to a token comes after the quickest one to its successor. */
export const overtakes: readonly Act[] = [
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
/** How wrong the client's clock is, milliseconds. */
export const skew = fc.integer({ min: -200_000, max: 200_000 })

/** What one client does, with its tabs. */
export const alone = fc.array<readonly Act[]>(fc.oneof(...ofClient), {
  minLength: 2,
  maxLength: 10,
})
/** The same with a thief. */
export const robbed = fc.array<readonly Act[]>(fc.oneof(...ofClient, ...ofThief), {
  minLength: 3,
  maxLength: 12,
})

/** Thefts that a weaker rule would not see. */
export const THEFTS: readonly (readonly (readonly Act[])[])[] = [
  // The client only refreshes; the thief asks again for each answer that was not used.
  [[steal], idles, [rest(60_000), rob(), enjoy()], idles, [rest(60_000), rob(), enjoy()], idles],
  // The thief waits with what it got until the client was given another answer in its place.
  [waits, [ask(), use, rest(1_000), enjoy(), rob()], works],
  [waits, [ask(), use, rest(30_000), ask(), use, enjoy()], works],
  [waits, [ask(), rest(1_000), rob()], works],
  // The thief refreshes what was refreshed a moment ago, and calls nothing.
  [waits, [steal, rob(), rob()], works],
]
