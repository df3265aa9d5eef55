import type { Ctx } from '@loadout/core'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { atOnce } from '../support/at-once.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { asPerson, type Person } from '../support/people.ts'
import { openWatched } from '../support/watched.ts'
import { FREE, impose, inMinutes, lift, sanctions } from './sanctioning.ts'

let harness: Harness
let watched: ReturnType<typeof openWatched>
let ctx: Ctx
let moderators: readonly Person[]
beforeAll(async () => {
  harness = await createHarness()
  watched = openWatched(harness.infra.config.DATABASE_URL)
  ctx = { ...harness.ctx, db: watched.db }
  moderators = await Promise.all(
    Array.from({ length: 4 }, () => asPerson(ctx, { role: 'moderator' })),
  )
})
afterAll(async () => {
  await watched?.close()
  await harness?.close()
})

type Sanction = Awaited<ReturnType<typeof sanctions>>['items'][number]

/** What sanctions come to, said without the database: null stands for good. */
function standingOf(items: readonly Sanction[]) {
  const holding = items.filter(({ lifted }) => lifted === null)
  const lastOf = (kind: Sanction['kind']) => {
    const ends = holding.filter((one) => one.kind === kind).map(({ until }) => until)
    if (ends.length === 0) return { on: false, until: null }
    return { on: true, until: ends.includes(null) ? null : (ends.toSorted().at(-1) ?? null) }
  }
  const [mute, ban] = [lastOf('mute'), lastOf('ban')]
  return {
    muted: mute.on,
    mutedUntil: mute.until,
    banned: ban.on,
    bannedUntil: ban.until,
    shadowBanned: lastOf('shadow-ban').on,
  }
}

const step = fc.oneof(
  fc.record({
    kind: fc.constantFrom('warn', 'shadow-ban', 'mute', 'ban'),
    minutes: fc.constant(undefined),
  }),
  fc.record({ kind: fc.constantFrom('mute', 'ban'), minutes: fc.integer({ min: 10, max: 99 }) }),
  fc.record({ lifts: fc.nat(8) }),
)

const judge = (n: number) => moderators[n % moderators.length] ?? ctx

type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

/** Does one thing to an account; `made` are its sanctions that can still be lifted. */
async function take(
  one: Step,
  {
    n,
    accountId,
    made,
  }: { readonly n: number; readonly accountId: number; readonly made: number[] },
) {
  if ('lifts' in one) {
    const [id] = made.splice(one.lifts, 1)
    return id === undefined ? undefined : (await lift(judge(n), id)).standing
  }
  const until = one.minutes === undefined ? {} : { until: inMinutes(one.minutes) }
  const { sanctionId, standing } = await impose(judge(n), accountId, one.kind, until)
  made.push(sanctionId)
  return standing
}

describe('the standing of an account', () => {
  it('is what its sanctions that were not lifted come to, after any steps', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const { accountId } = await asPerson(ctx)
        const made: number[] = []
        let standing: object = FREE
        for (const [n, one] of steps.entries()) {
          standing = (await take(one, { n, accountId, made })) ?? standing
        }
        const list = await sanctions(judge(0), accountId, { limit: 100 })
        expect(standing).toEqual(standingOf(list.items))
        expect(list.standing).toEqual(standing)
      }),
      { numRuns: 25, seed: 20_261_201 },
    )
  })

  it('is so when moderators judge and lift at once, and each sanction is lifted once', async () => {
    const { accountId } = await asPerson(ctx)
    const kinds = ['mute', 'ban', 'shadow-ban', 'warn'] as const
    const results = await atOnce(48, async (n) => {
      const kind = kinds[n % kinds.length] ?? 'warn'
      const { sanctionId } = await impose(judge(n), accountId, kind)
      if (n % 3 === 0) return
      const both = await Promise.allSettled([
        lift(judge(n), sanctionId),
        lift(judge(n + 1), sanctionId),
      ])
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    })
    expect(results.filter(({ status }) => status === 'rejected')).toEqual([])
    const list = await sanctions(judge(0), accountId, { limit: 100 })
    expect(list.items).toHaveLength(48)
    expect(list.items.filter(({ lifted }) => lifted === null)).toHaveLength(16)
    expect(list.standing).toEqual(standingOf(list.items))
    expect(watched.deadlocks()).toBe(0)
  })
})
