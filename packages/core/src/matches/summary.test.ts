import { describe, expect, it } from 'vitest'
import type { Dimension, DimensionKind } from '../stats/index.ts'
import { matchSummarySchema } from './contract.ts'
import type { MatchSummaryRow } from './read-queries.ts'
import { summaryKeys, toSummary } from './summary.ts'

const ROW: MatchSummaryRow = {
  match_key: 7,
  id: '0c44a3d9-c26d-4175-a70e-030342c83435',
  source: 'henrik-v4',
  queue_key: 1,
  map_key: 2,
  patch_key: 3,
  act_key: 4,
  region_key: 5,
  started_at: new Date('2026-02-03T04:05:06.789Z'),
  rounds: 24,
  red_score: 13,
  blue_score: 11,
  winner: 1,
  surrendered: false,
}

const dimension = (key: number, kind: DimensionKind, id: string, name = id): Dimension => ({
  key,
  kind,
  id,
  name,
  known: true,
  role: null,
})

const NAMED = new Map(
  [
    dimension(1, 'queue', 'competitive', 'Competitive'),
    dimension(2, 'map', 'map-id', 'Bind'),
    dimension(3, 'patch', '8.7'),
    dimension(4, 'act', 'act-id', 'e8a3'),
    dimension(5, 'region', 'eu'),
  ].map((row) => [row.key, row]),
)

describe('toSummary', () => {
  it('names everything by its id, the map also by its name', () => {
    expect(toSummary(ROW, NAMED)).toEqual({
      id: ROW.id,
      source: 'henrik-v4',
      queue: 'competitive',
      map: { id: 'map-id', name: 'Bind' },
      patch: '8.7',
      act: 'act-id',
      region: 'eu',
      startedAt: '2026-02-03T04:05:06.789Z',
      rounds: 24,
      redScore: 13,
      blueScore: 11,
      winner: 'red',
      surrendered: false,
    })
  })

  it.each([
    [0, 'draw'],
    [1, 'red'],
    [2, 'blue'],
  ])('reads the winner %d as %s', (winner, word) => {
    expect(toSummary({ ...ROW, winner }, NAMED).winner).toBe(word)
  })

  it('says what the document did not: no act, no region', () => {
    const silent = toSummary({ ...ROW, act_key: 0, region_key: 0 }, NAMED)
    expect(silent).toMatchObject({ act: null, region: null })
  })

  it('keeps the promise of the contract even when nothing is named', () => {
    const bare = toSummary(ROW, new Map())
    expect(bare).toMatchObject({ queue: '', map: { id: '', name: '' }, patch: 'unknown' })
    expect(matchSummarySchema.parse(bare)).toEqual(bare)
  })
})

describe('summaryKeys', () => {
  it('asks for every key that the summary names', () => {
    const asked = summaryKeys(ROW)
    const only = new Map([...NAMED].filter(([key]) => asked.includes(key)))
    expect(toSummary(ROW, only)).toEqual(toSummary(ROW, NAMED))
  })
})
