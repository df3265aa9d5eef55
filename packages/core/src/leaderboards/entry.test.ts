import { describe, expect, it } from 'vitest'
import { toEntry } from './entry.ts'
import type { EntryRow } from './queries.ts'

const ROW: EntryRow = {
  rank: 3,
  value: 250,
  games: 40,
  wins: 30,
  rounds: 800,
  score: 200_000,
  mu: null,
  sigma: null,
  player_key: 7,
  puuid: '3b241101-e2bb-4255-8caf-4136c566a962',
  name: 'Hazel',
  tag: 'EUW',
  consented_at: null,
}
const NOBODY: EntryRow = { ...ROW, player_key: null, puuid: null, name: null, tag: null }

const shown = (row: EntryRow) => toEntry({ playerPages: 'open' }, row)
const guarded = (row: EntryRow) => toEntry({ playerPages: 'consented' }, row)

describe('toEntry', () => {
  it('divides at read: ACS and win rate come from sums', () => {
    const { rank, value, games, acs, winRate } = shown(ROW)
    expect({ rank, value, games, acs }).toEqual({ rank: 3, value: 250, games: 40, acs: 250 })
    expect(winRate).toMatchObject({ n: 40, value: 0.75 })
  })

  it('names the player where pages are open', () => {
    expect(shown(ROW).player).toEqual({ puuid: ROW.puuid, name: 'Hazel', tag: 'EUW' })
  })

  it('names the player who agreed, and nobody else, where pages need consent', () => {
    expect(guarded(ROW).player).toBeNull()
    expect(guarded({ ...ROW, consented_at: new Date() }).player).toEqual(shown(ROW).player)
  })

  it('has nobody in the place of an erased player, wherever', () => {
    expect(shown(NOBODY).player).toBeNull()
    expect(guarded(NOBODY).player).toBeNull()
    expect(shown(NOBODY)).toMatchObject({ rank: 3, games: 40 })
  })

  it('has a player without a name', () => {
    expect(shown({ ...ROW, name: null, tag: null }).player).toEqual({
      puuid: ROW.puuid,
      name: null,
      tag: null,
    })
  })

  it('has a rating on boards of ratings only', () => {
    expect(shown(ROW).rating).toBeNull()
    expect(shown({ ...ROW, mu: 30, sigma: 0 }).rating).toEqual({ mu: 30, sigma: 0 })
  })

  it('lets no key of the database out', () => {
    expect(Object.keys(shown(ROW)).sort()).toEqual(
      ['acs', 'games', 'player', 'rank', 'rating', 'value', 'winRate'].sort(),
    )
  })
})
