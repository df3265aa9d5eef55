import { describe, expect, it } from 'vitest'
import { getMatchInput, ingestInput, ingestOutcomeSchema, listMatchesInput } from './contract.ts'
import { DOCUMENT_ERROR_CODES, EXCLUSION_REASONS } from './match-document.ts'

const ID = '0C44A3D9-C26D-4175-A70E-030342C83435'

describe('the input of matches.get', () => {
  it('takes an id in any case, as sources write it', () => {
    expect(getMatchInput.parse({ matchId: ID })).toEqual({ matchId: ID.toLowerCase() })
  })

  it.each(['', 'x', `${ID}0`, ` ${ID}`, ID.replaceAll('-', '')])('refuses the id %j', (matchId) => {
    expect(getMatchInput.safeParse({ matchId }).success).toBe(false)
  })
})

describe('the input of matches.list', () => {
  it('needs nothing', () => {
    expect(listMatchesInput.parse({})).toEqual({ limit: 20 })
  })

  it('reads filters in any case', () => {
    const input = { queue: 'Competitive', map: 'BIND', act: 'E8A3', region: 'EU' }
    expect(listMatchesInput.parse(input)).toMatchObject({
      queue: 'competitive',
      map: 'bind',
      act: 'e8a3',
      region: 'eu',
    })
  })

  it.each([
    { limit: 0 },
    { limit: 101 },
    { limit: 1.5 },
    { limit: '20' },
    { cursor: '' },
    { cursor: 'x'.repeat(513) },
    { queue: '' },
    { queue: 'x'.repeat(33) },
    { map: 'x'.repeat(129) },
    { patch: '8' },
    { patch: '8.7.1' },
    { patch: '8.7\n' },
    { patch: 'release-08.07' },
    { patch: '123.4' },
  ])('refuses %j', (input) => {
    expect(listMatchesInput.safeParse(input).success).toBe(false)
  })

  it.each(['8.7', '08.07', '11.11'])('takes the patch %s', (patch) => {
    expect(listMatchesInput.parse({ patch }).patch).toBe(patch)
  })
})

describe('the input of matches.ingest', () => {
  it('names its source; which ones there are is for the game to say', () => {
    expect(ingestInput.safeParse({ source: 'riot', document: {} }).success).toBe(true)
    expect(ingestInput.safeParse({ source: '', document: {} }).success).toBe(false)
    expect(ingestInput.safeParse({ source: 'x'.repeat(33), document: {} }).success).toBe(false)
    expect(ingestInput.safeParse({ document: {} }).success).toBe(false)
  })
})

describe('the outcome of an ingest', () => {
  it('has a word for everything that can become of a document', () => {
    const outcomes = [
      { outcome: 'accepted', matchId: ID },
      { outcome: 'duplicate', matchId: ID },
      ...EXCLUSION_REASONS.map((reason) => ({ outcome: 'excluded', matchId: null, reason })),
      ...DOCUMENT_ERROR_CODES.map((code) => ({
        outcome: 'quarantined',
        code,
        pointer: '/a',
        message: 'm',
      })),
    ]
    for (const outcome of outcomes) expect(ingestOutcomeSchema.parse(outcome)).toEqual(outcome)
  })

  it('never leaves a document without its reason', () => {
    expect(ingestOutcomeSchema.safeParse({ outcome: 'excluded', matchId: null }).success).toBe(
      false,
    )
    expect(
      ingestOutcomeSchema.safeParse({ outcome: 'quarantined', code: 'NEW', pointer: '' }).success,
    ).toBe(false)
  })
})
