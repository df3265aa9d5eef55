import { describe, expect, it } from 'vitest'
import { playerMatchesInput, playerRefSchema, searchPlayersInput } from './contract.ts'
import {
  headToHeadInput,
  playerAgentsInput,
  playerFormInput,
  playerMapsInput,
} from './pages/contract.ts'

const player = 'Hazel#EUW'

describe('the reference to a player', () => {
  it.each(['Hazel#EUW', 'あ#い', '😀#1', 'a b#c d', "x'; --#\\", '\ud800', 'A1b2-_'.repeat(13)])(
    'takes %j as it is',
    (ref) => {
      expect(playerRefSchema.parse(ref)).toBe(ref)
    },
  )

  it.each(['', 'a\0b', 'a\n#b', 'x'.repeat(201), 7, null, {}])('refuses %j', (ref) => {
    expect(playerRefSchema.safeParse(ref).success).toBe(false)
  })
})

describe('filters', () => {
  it('are all of them a history can have', () => {
    const input = {
      player,
      ...{ queue: 'competitive', act: 'e10a2', region: 'EU', map: 'Ascent', agent: 'Jett' },
      ...{ patch: '11.8', result: 'win' },
    }
    expect(playerMatchesInput.parse(input)).toEqual({
      ...input,
      ...{ region: 'eu', map: 'ascent', agent: 'jett', limit: 20 },
    })
  })

  it('do not hold what a page lists anyway', () => {
    expect(playerAgentsInput.parse({ player, agent: 'jett' })).toEqual({ player })
    expect(playerMapsInput.parse({ player, map: 'ascent' })).toEqual({ player })
  })

  it.each([
    { patch: '11' },
    { patch: '11.8.1' },
    { result: 'victory' },
    { limit: 0 },
    { limit: 101 },
    { cursor: '' },
    { map: 'a\0' },
  ])('refuse %j', (filter) => {
    expect(playerMatchesInput.safeParse({ player, ...filter }).success).toBe(false)
  })
})

describe('sizes of pages', () => {
  it('have defaults', () => {
    expect(playerFormInput.parse({ player })).toEqual({ player, last: 20, window: 5, days: 30 })
    expect(searchPlayersInput.parse({ query: 'x' })).toEqual({ query: 'x', limit: 20 })
  })

  it.each([{ last: 101 }, { window: 0 }, { window: 51 }, { days: 60 }])('refuse %j', (size) => {
    expect(playerFormInput.safeParse({ player, ...size }).success).toBe(false)
  })

  it('are none for two players', () => {
    expect(headToHeadInput.parse({ a: player, b: 'x#y' })).toEqual({ a: player, b: 'x#y' })
    expect(headToHeadInput.safeParse({ a: player }).success).toBe(false)
  })
})
