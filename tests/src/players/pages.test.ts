import { isAppError } from '@loadout/core'
import {
  headToHead,
  playerAgents,
  playerForm,
  playerMaps,
  playerMatches,
  playerPagesContract,
  playerProfile,
  playersContract,
  playerWeapons,
} from '@loadout/core/players'
import { updateRatings } from '@loadout/core/ratings'
import type { RiotMatchDocument } from '@loadout/simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, nameOf, nth, playersOf, type World } from './world.ts'

let world: World
let puuid: string
/** What the documents say about the player, newest first. */
let own: readonly RiotMatchDocument[]

beforeAll(async () => {
  world = await createWorld('player pages', 60)
  puuid = nth(world.players, 0).puuid
  own = world.documents
    .filter((document) => lineOf(document, puuid) !== undefined)
    .toSorted((a, b) => b.matchInfo.gameStartMillis - a.matchInfo.gameStartMillis)
})
afterAll(() => world.close())

const lineOf = (document: RiotMatchDocument, id: string) =>
  playersOf(document).find((player) => player.puuid === id)
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
const stats = (of: 'kills' | 'deaths' | 'score' | 'roundsPlayed') =>
  sum(own.map((document) => lineOf(document, puuid)?.stats?.[of] ?? 0))

function resultOf(document: RiotMatchDocument): 'win' | 'loss' | 'draw' {
  const teams = document.teams ?? []
  if (!teams.some(({ won }) => won)) return 'draw'
  const team = lineOf(document, puuid)?.teamId
  return teams.some(({ teamId, won }) => won && teamId === team) ? 'win' : 'loss'
}

const profile = (input: object = {}) =>
  playerProfile(world.ctx, playersContract.playerProfileInput.parse({ player: puuid, ...input }))
const matches = (input: object = {}) =>
  playerMatches(world.ctx, playersContract.playerMatchesInput.parse({ player: puuid, ...input }))
const agents = (input: object = {}) =>
  playerAgents(world.ctx, playerPagesContract.playerAgentsInput.parse({ player: puuid, ...input }))
const maps = (input: object = {}) =>
  playerMaps(world.ctx, playerPagesContract.playerMapsInput.parse({ player: puuid, ...input }))
const weapons = (input: object = {}) =>
  playerWeapons(
    world.ctx,
    playerPagesContract.playerWeaponsInput.parse({ player: puuid, ...input }),
  )
const form = (input: object = {}) =>
  playerForm(world.ctx, playerPagesContract.playerFormInput.parse({ player: puuid, ...input }))
const versus = (b: string, input: object = {}) =>
  headToHead(world.ctx, playerPagesContract.headToHeadInput.parse({ a: puuid, b, ...input }))

async function codeOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return isAppError(error) ? `${error.code} ${error.fields[0]?.pointer}` : String(error)
}

describe('the profile', () => {
  it('adds up what the documents say', async () => {
    const page = await profile()
    expect(playersContract.playerProfileOutput.parse(page)).toEqual(page)
    const { totals } = page
    expect(totals.games).toBe(own.length)
    expect(totals.wins).toBe(own.filter((one) => resultOf(one) === 'win').length)
    expect(totals.draws).toBe(own.filter((one) => resultOf(one) === 'draw').length)
    expect(totals.totals.kills).toBe(stats('kills'))
    expect(totals.totals.deaths).toBe(stats('deaths'))
    expect(totals.acs).toBeCloseTo(stats('score') / stats('roundsPlayed'), 10)
  })

  it('splits into queues and acts that add up to it again', async () => {
    const page = await profile()
    expect(sum(page.queues.map(({ measures }) => measures.games))).toBe(page.totals.games)
    expect(sum(page.acts.map(({ measures }) => measures.totals.kills))).toBe(
      page.totals.totals.kills,
    )
    const one = await profile({ queue: 'unrated' })
    expect(one.totals).toEqual(page.queues.find(({ queue }) => queue === 'unrated')?.measures)
    const act = page.acts[0]
    expect((await profile({ act: act?.act })).totals).toEqual(act?.measures)
  })

  it('says when the player played last, and at which rank', async () => {
    const page = await profile()
    const minute = Math.floor(nth(own, 0).matchInfo.gameStartMillis / 60_000)
    expect(page.lastPlayedAt).toBe(new Date(minute * 60_000).toISOString())
    const ranked = own
      .map((one) => lineOf(one, puuid)?.competitiveTier ?? 0)
      .find((tier) => tier > 0)
    expect(page.tier.tier).toBe(ranked ?? 0)
    expect(page.tier.name).not.toBe('')
  })

  it('has the rating of each queue, whatever the filters', async () => {
    expect((await profile()).queues.every(({ rating }) => rating === null)).toBe(true)
    await updateRatings(world.ctx, {})
    const { queues } = await profile()
    for (const { rating, measures } of queues) {
      expect(rating?.games).toBe(measures.games)
      expect(rating?.value).toBeCloseTo((rating?.mu ?? 0) - 3 * (rating?.sigma ?? 0), 10)
    }
  })

  it('shows the latest games with what was played most in them', async () => {
    const { recent } = await profile()
    expect(recent.games.map(({ match }) => match.id)).toEqual(
      own.slice(0, 20).map(({ matchInfo }) => matchInfo.matchId),
    )
    expect(recent.measures.games).toBe(Math.min(20, own.length))
    const [top] = recent.agents
    expect(top?.measures.games).toBe(
      recent.games.filter(({ agent }) => agent?.id === top?.agent?.id).length,
    )
    expect(recent.maps.length).toBeLessThanOrEqual(3)
  })

  it('shows the latest games of the filter, however long ago', async () => {
    const { acts } = await profile()
    const first = acts.at(-1)
    const { recent, lastPlayedAt } = await profile({ act: first?.act })
    expect(recent.games.length).toBe(Math.min(20, first?.measures.games ?? 0))
    expect(new Set(recent.games.map(({ match }) => match.act))).toEqual(new Set([first?.act]))
    expect(recent.games[0]?.match.startedAt.slice(0, 16)).toBe(lastPlayedAt?.slice(0, 16))
  })

  it('finds the player by name, whatever its case', async () => {
    const player = nth(world.players, 0)
    for (const name of [nameOf(player), nameOf(player).toUpperCase()]) {
      expect((await profile({ player: name })).player.puuid).toBe(puuid)
    }
  })

  it('has no games where a filter names something that nobody played', async () => {
    const page = await profile({ act: 'no such act' })
    expect(page).toMatchObject({ lastPlayedAt: null, queues: [], acts: [], tier: { tier: 0 } })
    expect(page.totals.games).toBe(0)
    expect(playersContract.playerProfileOutput.parse(page)).toEqual(page)
  })

  it.each(['nobody#nowhere', 'x', '\ud800#\udfff', '😀', '%#%', "'; --", 'a'.repeat(200)])(
    'does not know %j',
    async (player) => {
      expect(await codeOf(profile({ player }))).toBe('PLAYER_NOT_FOUND /player')
    },
  )

  it('refuses control characters, which no name has', () => {
    expect(playersContract.playerRefSchema.safeParse('a\0b').success).toBe(false)
  })
})

describe('the history', () => {
  async function all(input: object): Promise<string[]> {
    const ids: string[] = []
    let cursor: string | undefined
    do {
      const page = await matches({ ...input, cursor })
      expect(playersContract.playerMatchesOutput.parse(page)).toEqual(page)
      ids.push(...page.items.map(({ match }) => match.id))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    return ids
  }

  it('has every game once, newest first, whatever the size of the page', async () => {
    const expected = own.map(({ matchInfo }) => matchInfo.matchId)
    expect(await all({ limit: 100 })).toEqual(expected)
    expect(await all({ limit: 3 })).toEqual(expected)
  })

  it("has the player's own line", async () => {
    const { items } = await matches({ limit: 1 })
    const [item] = items
    const line = lineOf(nth(own, 0), puuid)
    expect(item).toMatchObject({
      kills: line?.stats?.kills,
      deaths: line?.stats?.deaths,
      assists: line?.stats?.assists,
      team: line?.teamId.toLowerCase(),
      result: resultOf(nth(own, 0)),
      tier: { tier: line?.competitiveTier },
    })
    expect(item?.acs).toBeCloseTo((line?.stats?.score ?? 0) / (line?.stats?.roundsPlayed ?? 1), 10)
  })

  it.each(['win', 'loss', 'draw'] as const)('keeps to games that were a %s', async (result) => {
    expect(await all({ result, limit: 2 })).toEqual(
      own.filter((one) => resultOf(one) === result).map(({ matchInfo }) => matchInfo.matchId),
    )
  })

  it('keeps to a queue, a map, an agent and a patch', async () => {
    const { items } = await matches({ limit: 100 })
    const some = nth(items, 0)
    const alike = (same: (item: (typeof items)[number]) => boolean) =>
      items.filter(same).map(({ match }) => match.id)
    const { match, agent } = some
    expect(await all({ queue: match.queue })).toEqual(
      alike((one) => one.match.queue === match.queue),
    )
    expect(await all({ map: match.map.name })).toEqual(
      alike((one) => one.match.map.id === match.map.id),
    )
    expect(await all({ agent: agent?.name })).toEqual(alike((one) => one.agent?.id === agent?.id))
    expect(await all({ patch: match.patch })).toEqual(
      alike((one) => one.match.patch === match.patch),
    )
    expect(await all({ agent: 'no such agent' })).toEqual([])
  })

  it('refuses cursors of other lists, and forged ones', async () => {
    const { nextCursor } = await matches({ limit: 1 })
    const other = nth(world.players, 1).puuid
    const inputs = [
      { cursor: nextCursor, result: 'win' },
      { cursor: nextCursor, player: other },
      { cursor: 'AAAA' },
    ]
    for (const input of inputs) expect(await codeOf(matches(input))).toBe('BAD_CURSOR /cursor')
    expect((await matches({ cursor: nextCursor, limit: 1 })).items).toHaveLength(1)
  })
})

describe('agents and maps', () => {
  it('add up to the profile', async () => {
    const { totals } = await profile()
    for (const page of [await agents(), await maps()]) {
      expect(page.games).toBe(totals.games)
      expect(sum(page.items.map(({ measures }) => measures.totals.kills))).toBe(totals.totals.kills)
      const games = page.items.map(({ measures }) => measures.games)
      expect(games).toEqual(games.toSorted((a, b) => b - a))
    }
    expect(playerPagesContract.playerAgentsOutput.parse(await agents())).toEqual(await agents())
    expect(playerPagesContract.playerMapsOutput.parse(await maps())).toEqual(await maps())
  })

  it('cross each other', async () => {
    const [agent] = (await agents()).items
    const byMap = await maps({ agent: agent?.agent?.id })
    expect(byMap.games).toBe(agent?.measures.games)
    const [map] = byMap.items
    const both = await agents({ map: map?.map.name })
    const same = both.items.find((item) => item.agent?.id === agent?.agent?.id)
    expect(same?.measures).toEqual(map?.measures)
  })

  it('are empty for what does not exist', async () => {
    expect(await agents({ map: 'no map' })).toEqual({ games: 0, items: [] })
    expect(await maps({ region: 'nowhere' })).toEqual({ games: 0, items: [] })
  })
})

describe('weapons', () => {
  it('have all kills of the games counted', async () => {
    const page = await weapons({ last: 500 })
    expect(playerPagesContract.playerWeaponsOutput.parse(page)).toEqual(page)
    expect(page.matches).toBe(own.length)
    expect(sum(page.items.map(({ kills }) => kills))).toBe(stats('kills'))
    expect(sum(page.items.map(({ killShare }) => killShare.value))).toBeCloseTo(1, 10)
    const kills = page.items.map((item) => item.kills)
    expect(kills).toEqual(kills.toSorted((a, b) => b - a))
    expect(page.items.some(({ name, kind }) => name === 'Vandal' && kind === 'rifle')).toBe(true)
  })

  it('count the latest games only', async () => {
    const page = await weapons({ last: 2 })
    expect(page.matches).toBe(2)
    const latest = own.slice(0, 2).map((one) => lineOf(one, puuid)?.stats?.kills ?? 0)
    expect(sum(page.items.map(({ kills }) => kills))).toBe(sum(latest))
  })

  it('are none in a queue that does not exist', async () => {
    expect(await weapons({ queue: 'no queue' })).toEqual({ matches: 0, items: [] })
  })
})

describe('form', () => {
  it('goes from the oldest game to the latest, each with its window', async () => {
    const page = await form({ last: 5, window: 3 })
    expect(playerPagesContract.playerFormOutput.parse(page)).toEqual(page)
    expect(page.games.map(({ matchId }) => matchId)).toEqual(
      own
        .slice(0, 5)
        .map(({ matchInfo }) => matchInfo.matchId)
        .toReversed(),
    )
    const latest = page.games.at(-1)
    expect(latest?.measures.games).toBe(1)
    expect(latest?.rolling.games).toBe(3)
    expect(latest?.rolling.wins).toBe(
      own.slice(0, 3).filter((one) => resultOf(one) === 'win').length,
    )
    // The first one of the series has a whole window too: it reaches back beyond the series.
    expect(page.games[0]?.rolling.games).toBe(Math.min(3, own.length - 4))
  })

  it('adds up games per day, of the last days only', async () => {
    const latest = nth(own, 0).matchInfo.gameStartMillis
    const at = (offsetDays: number) => new Date(latest + offsetDays * 86_400_000)
    const on = (now: Date, days: number) =>
      playerForm(
        { ...world.ctx, clock: { now: () => now } },
        playerPagesContract.playerFormInput.parse({ player: puuid, days }),
      )
    const { days } = await on(at(0), 90)
    const first = at(-89).toISOString().slice(0, 10)
    const within = own.filter(
      ({ matchInfo }) => new Date(matchInfo.gameStartMillis).toISOString().slice(0, 10) >= first,
    )
    expect(sum(days.map(({ measures }) => measures.games))).toBe(within.length)
    expect(days.at(-1)?.day).toBe(at(0).toISOString().slice(0, 10))
    expect((await on(at(29), 30)).days).toHaveLength(1)
    expect((await on(at(30), 30)).days).toEqual([])
  })

  it('is empty for what does not exist', async () => {
    expect(await form({ agent: 'nobody' })).toEqual({ games: [], days: [] })
  })
})

describe('head to head', () => {
  const shared = (b: string) =>
    own.flatMap((document) => {
      const [mine, theirs] = [lineOf(document, puuid), lineOf(document, b)]
      return mine === undefined || theirs === undefined ? [] : [{ document, mine, theirs }]
    })

  /** Kills from the documents, of one by the other. */
  function killsOf(documents: readonly RiotMatchDocument[], killer: string, victim: string) {
    return documents
      .flatMap(({ roundResults }) => roundResults ?? [])
      .flatMap(({ playerStats }) => playerStats)
      .flatMap(({ kills }) => kills)
      .filter((kill) => kill.killer === killer && kill.victim === victim).length
  }

  it('counts games together and against each other as the documents do', async () => {
    const others = world.players.slice(1).filter(({ puuid: id }) => shared(id).length > 1)
    expect(others.length).toBeGreaterThan(3)
    for (const other of others.slice(0, 12)) {
      const page = await versus(other.puuid)
      expect(playerPagesContract.headToHeadOutput.parse(page)).toEqual(page)
      const games = shared(other.puuid)
      const together = games.filter(({ mine, theirs }) => mine.teamId === theirs.teamId)
      const against = games.filter(({ mine, theirs }) => mine.teamId !== theirs.teamId)
      expect(page.together.a.games).toBe(together.length)
      expect(page.together.b.winRate).toEqual(page.together.a.winRate)
      expect(page.against.a.games).toBe(against.length)
      expect(page.against.a.wins).toBe(
        against.filter(({ document }) => resultOf(document) === 'win').length,
      )
      expect(page.against.b.wins).toBe(page.against.a.losses)
      const latest = against.slice(0, 20).map(({ document }) => document)
      expect(page.duels).toEqual({
        matches: latest.length,
        killsOfA: killsOf(latest, puuid, other.puuid),
        killsOfB: killsOf(latest, other.puuid, puuid),
      })
    }
  })

  it('keeps to a filter, and is empty for what does not exist', async () => {
    const other = nth(world.players, 1).puuid
    const page = await versus(other, { queue: 'no queue' })
    expect(page.together.a.games + page.against.a.games + page.duels.matches).toBe(0)
  })

  it('says which of the two is wrong', async () => {
    expect(await codeOf(versus(puuid))).toBe('BAD_INPUT /b')
    expect(await codeOf(versus('nobody#0000'))).toBe('PLAYER_NOT_FOUND /b')
    expect(await codeOf(versus(puuid, { a: 'nobody#0000' }))).toBe('PLAYER_NOT_FOUND /a')
  })
})
