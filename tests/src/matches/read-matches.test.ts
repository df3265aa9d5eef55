import { getMatch, listMatches, listRejected, matchesContract } from '@loadout/core/matches'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { simulated, texts, withInfo } from '../support/simulated.ts'

/** All of the same moment: only the key tells them apart. */
const START = Date.parse('2026-03-01T12:00:00Z')
const DOCUMENTS = simulated('read matches', 14, { competitive: 3, unrated: 2 }).map((document) =>
  withInfo(document, { gameStartMillis: START }),
)
const NOBODY = '00000000-0000-4000-8000-000000000000'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
  await harness.ingest(texts(DOCUMENTS))
})
afterAll(() => harness.close())

const list = (input: object) =>
  listMatches(harness.ctx, matchesContract.listMatchesInput.parse(input))

async function all(input: object, limit: number): Promise<readonly matchesContract.MatchSummary[]> {
  const seen: matchesContract.MatchSummary[] = []
  let cursor: string | undefined
  do {
    const page = await list({ ...input, limit, cursor })
    expect(page.items.length).toBeLessThanOrEqual(limit)
    seen.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return seen
}

const ids = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id).sort()

describe('matches.list', () => {
  it('gives matches that began in the same millisecond once each, across pages', async () => {
    const expected = ids(DOCUMENTS.map(({ matchInfo }) => ({ id: matchInfo.matchId })))
    for (const limit of [1, 3, 13, 14, 15]) expect(ids(await all({}, limit))).toEqual(expected)
  })

  it('has no further page when the last one is exactly full', async () => {
    expect((await list({ limit: DOCUMENTS.length })).nextCursor).toBeNull()
    expect((await list({ limit: DOCUMENTS.length - 1 })).nextCursor).not.toBeNull()
  })

  it('does not show a match twice that came in between two pages, nor hide another', async () => {
    const first = await list({ limit: 5 })
    const [late] = simulated('read matches, late', 1)
    if (late === undefined) throw new Error('nothing simulated')
    await harness.ingest(texts([withInfo(late, { gameStartMillis: START + 1 })]))
    const rest = await list({ limit: 100, cursor: first.nextCursor ?? undefined })
    const seen = ids([...first.items, ...rest.items])
    expect(seen).toEqual(ids(DOCUMENTS.map(({ matchInfo }) => ({ id: matchInfo.matchId }))))
    expect((await list({ limit: 1 })).items[0]?.id).toBe(late.matchInfo.matchId)
  })

  it.each(['queue', 'patch', 'region', 'act'] as const)(
    'splits the matches by %s without rest',
    async (field) => {
      const everything = await all({}, 100)
      const values = new Set(everything.map((match) => match[field]))
      const parts = await Promise.all([...values].map((value) => all({ [field]: value }, 4)))
      expect(ids(parts.flat())).toEqual(ids(everything))
      for (const [index, value] of [...values].entries()) {
        expect(parts[index]?.every((match) => match[field] === value)).toBe(true)
      }
    },
  )

  it('combines filters', async () => {
    const [match] = (await list({ limit: 1, queue: 'unrated' })).items
    if (match === undefined) throw new Error('no unrated match')
    const { queue, patch, map } = match
    const found = await all({ queue, patch, map: map.name }, 100)
    expect(found.map(({ id }) => id)).toContain(match.id)
    expect(found.every((one) => one.queue === queue && one.map.id === map.id)).toBe(true)
  })

  it('is empty for what no match has, without a cursor to nowhere', async () => {
    for (const filter of [{ queue: 'nothing' }, { map: 'atlantis' }, { patch: '1.1' }]) {
      expect(await list(filter)).toEqual({ items: [], nextCursor: null })
    }
  })

  it.each(['x', 'bm9uc2Vuc2U', 'WyIxIiwyXQ', '%00'])('refuses the cursor %j', async (cursor) => {
    await expect(list({ cursor })).rejects.toMatchObject({
      code: 'BAD_CURSOR',
      fields: [{ pointer: '/cursor' }],
    })
  })

  it('refuses a cursor of the list of rejected documents', async () => {
    await harness.ingest(['a', 'b'])
    const { nextCursor } = await listRejected(harness.ctx, { limit: 1 })
    expect(nextCursor).not.toBeNull()
    await expect(list({ cursor: nextCursor })).rejects.toMatchObject({ code: 'BAD_CURSOR' })
  })
})

describe('matches.get', () => {
  it('shows the summary that the list shows', async () => {
    for (const item of (await list({ limit: 5 })).items) {
      expect((await getMatch(harness.ctx, { matchId: item.id })).match).toEqual(item)
    }
  })

  it('keeps the promise of its contract', async () => {
    const [item] = (await list({ limit: 1 })).items
    const detail = await getMatch(harness.ctx, { matchId: item?.id ?? '' })
    expect(matchesContract.getMatchOutput.parse(detail)).toEqual(detail)
  })

  it('tells the same story in players and in rounds', async () => {
    for (const item of await all({}, 100)) {
      const { match, players, rounds } = await getMatch(harness.ctx, { matchId: item.id })
      expect(rounds).toHaveLength(match.rounds)
      expect(rounds.filter(({ winner }) => winner === 'red')).toHaveLength(match.redScore)
      for (const [index, player] of players.entries()) {
        const enemy = (victim: number) => players[victim]?.team !== player.team
        const kills = rounds
          .flatMap((round) => round.kills)
          .filter(({ killer, victim }) => killer === index && enemy(victim))
        const entries = rounds.flatMap((round) => round.players.filter((e) => e.player === index))
        expect(kills).toHaveLength(player.kills)
        expect(entries.reduce((sum, entry) => sum + entry.damage, 0)).toBe(player.damage)
        expect(entries.reduce((sum, entry) => sum + entry.score, 0)).toBe(player.score)
        expect(rounds.filter(({ plant }) => plant?.player === index)).toHaveLength(player.plants)
      }
    }
  })

  it('has five players a side', async () => {
    const [item] = (await list({ limit: 1 })).items
    const { players } = await getMatch(harness.ctx, { matchId: item?.id ?? '' })
    expect(Object.groupBy(players, ({ team }) => team)).toMatchObject({
      red: { length: 5 },
      blue: { length: 5 },
    })
  })

  it('says which match there is not', async () => {
    await expect(getMatch(harness.ctx, { matchId: NOBODY })).rejects.toMatchObject({
      code: 'MATCH_NOT_FOUND',
      fields: [{ pointer: '/matchId' }],
    })
  })
})

describe('listRejected', () => {
  beforeAll(async () => {
    await harness.ingest(['"c"', '"d"', '{"e":', ...texts(simulated('rejected', 4, { custom: 1 }))])
  })

  const rejected = async (filter: object, limit: number) => {
    const seen: { id: number; kind: string; code: string }[] = []
    let cursor: string | undefined
    do {
      const page = await listRejected(harness.ctx, { ...filter, limit, cursor })
      seen.push(...page.items)
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    return seen
  }

  it('walks all of them once, latest first, whatever the page size', async () => {
    const whole = await rejected({}, 100)
    expect(whole).toHaveLength(9)
    expect(whole.map(({ id }) => id)).toEqual(whole.map(({ id }) => id).toSorted((a, b) => b - a))
    for (const limit of [1, 2, 9]) expect(await rejected({}, limit)).toEqual(whole)
  })

  it('filters by kind and by code', async () => {
    expect(await rejected({ kind: 'excluded' }, 3)).toHaveLength(4)
    const unknown = await rejected({ kind: 'quarantined', code: 'UNKNOWN_SHAPE' }, 1)
    expect(new Set(unknown.map(({ code }) => code))).toEqual(new Set(['UNKNOWN_SHAPE']))
    expect(await rejected({ kind: 'excluded', code: 'UNKNOWN_SHAPE' }, 3)).toEqual([])
  })

  it('refuses a cursor of other filters', async () => {
    const { nextCursor } = await listRejected(harness.ctx, { limit: 1 })
    await expect(
      listRejected(harness.ctx, { kind: 'excluded', limit: 1, cursor: nextCursor ?? '' }),
    ).rejects.toMatchObject({ code: 'BAD_CURSOR' })
  })

  it('is for operators', async () => {
    const ctx = { ...harness.ctx, actor: { kind: 'anonymous' } } as const
    await expect(listRejected(ctx, { limit: 1 })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })
})
