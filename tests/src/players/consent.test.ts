import { ANONYMOUS, type Ctx, isAppError } from '@loadout/core'
import { getMatch } from '@loadout/core/matches'
import {
  headToHead,
  playerPagesContract as pages,
  playerAgents,
  playerForm,
  playerMaps,
  playerMatches,
  playerProfile,
  playersContract,
  playerWeapons,
  searchPlayers,
  setConsent,
} from '@loadout/core/players'
import { statsRevision } from '@loadout/core/stats'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, nameOf, nth, playersOf, type World } from './world.ts'

let world: World
let player: string
let other: string

beforeAll(async () => {
  world = await createWorld('consent', 12)
  player = nth(world.players, 0).puuid
  other = nth(world.players, 1).puuid
})
afterAll(() => world.close())

/** Every page there is of a player. */
const PAGES: Readonly<Record<string, (ctx: Ctx, player: string) => Promise<unknown>>> = {
  profile: (ctx, of) =>
    playerProfile(ctx, playersContract.playerProfileInput.parse({ player: of })),
  matches: (ctx, of) =>
    playerMatches(ctx, playersContract.playerMatchesInput.parse({ player: of })),
  agents: (ctx, of) => playerAgents(ctx, pages.playerAgentsInput.parse({ player: of })),
  maps: (ctx, of) => playerMaps(ctx, pages.playerMapsInput.parse({ player: of })),
  weapons: (ctx, of) => playerWeapons(ctx, pages.playerWeaponsInput.parse({ player: of })),
  form: (ctx, of) => playerForm(ctx, pages.playerFormInput.parse({ player: of })),
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return isAppError(error) ? error.code : 'fine'
}
const versus = (a: string, b: string) =>
  headToHead(world.strict, pages.headToHeadInput.parse({ a, b }))

describe.each(Object.entries(PAGES))('where consent is needed, %s', (_, page) => {
  it('is shown from the moment a player agrees to the moment they no longer do', async () => {
    expect(await codeOf(page(world.strict, player))).toBe('PLAYER_PRIVATE')
    expect(await codeOf(page(world.ctx, player))).toBe('fine')
    await setConsent(world.ctx, { player, consented: true })
    expect(await codeOf(page(world.strict, player))).toBe('fine')
    await setConsent(world.ctx, { player, consented: false })
    expect(await codeOf(page(world.strict, player))).toBe('PLAYER_PRIVATE')
  })

  it('tells a player nobody knows from one who is private', async () => {
    expect(await codeOf(page(world.strict, 'nobody#0000'))).toBe('PLAYER_NOT_FOUND')
  })
})

describe('consent', () => {
  it('is needed from both for head to head', async () => {
    await setConsent(world.ctx, { player, consented: true })
    expect(await codeOf(versus(player, other))).toBe('PLAYER_PRIVATE')
    expect(await codeOf(versus(other, player))).toBe('PLAYER_PRIVATE')
    await setConsent(world.ctx, { player: other, consented: true })
    expect(await codeOf(versus(player, other))).toBe('fine')
    await setConsent(world.ctx, { player: other, consented: false })
  })

  it('names nobody else on the match page', async () => {
    await setConsent(world.ctx, { player, consented: true })
    const document = world.documents.find((one) =>
      playersOf(one).some(({ puuid }) => puuid === player),
    )
    const match = await getMatch(world.strict, { matchId: document?.matchInfo.matchId ?? '' })
    expect(match.players.map(({ puuid }) => puuid).filter((id) => id !== null)).toEqual([player])
  })

  it('keeps the time it was first given, and says it', async () => {
    const at = (time: string): Ctx => ({ ...world.ctx, clock: { now: () => new Date(time) } })
    await setConsent(world.ctx, { player, consented: false })
    const first = await setConsent(at('2026-03-01T10:00:00Z'), { player, consented: true })
    const second = await setConsent(at('2026-03-02T10:00:00Z'), { player, consented: true })
    expect(first).toEqual({ consentedAt: '2026-03-01T10:00:00.000Z' })
    expect(second).toEqual(first)
    expect(await setConsent(world.ctx, { player, consented: false })).toEqual({ consentedAt: null })
  })

  it('makes every process forget what it keeps', async () => {
    const before = await statsRevision(world.infra)
    await setConsent(world.ctx, { player: nameOf(nth(world.players, 0)), consented: true })
    expect(await statsRevision(world.infra)).not.toBe(before)
  })

  it('is written down by those who may, of players there are', async () => {
    const input = { player, consented: true }
    const key = (scopes: readonly ('matches:write' | 'players:write')[]): Ctx => ({
      ...world.ctx,
      actor: { kind: 'api-key', keyId: 'k', scopes },
    })
    expect(await codeOf(setConsent({ ...world.ctx, actor: ANONYMOUS }, input))).toBe(
      'UNAUTHENTICATED',
    )
    expect(await codeOf(setConsent(key(['matches:write']), input))).toBe('FORBIDDEN')
    expect(await codeOf(setConsent(key(['players:write']), input))).toBe('fine')
    expect(await codeOf(setConsent(world.ctx, { ...input, player: 'nobody#0' }))).toBe(
      'PLAYER_NOT_FOUND',
    )
  })
})

describe('where pages are private', () => {
  it('search shows those who agreed', async () => {
    await setConsent(world.ctx, { player, consented: true })
    const query = nth(world.players, 0).gameName
    const input = playersContract.searchPlayersInput.parse({ query })
    const { items } = await searchPlayers(world.strict, input)
    expect(items.map(({ puuid }) => puuid)).toEqual([player])
  })
})
