import { describe, expect, it } from 'vitest'
import { identity } from './identity.ts'

const CONSENTED = {
  puuid: 'p-1',
  name: 'Name',
  tag: 'EUW',
  consented_at: new Date('2026-01-01T00:00:00Z'),
}
const SILENT = { ...CONSENTED, consented_at: null }
const NOBODY = { puuid: null, name: null, tag: null }

describe('identity', () => {
  it('shows everybody where pages are open', () => {
    expect(identity({ playerPages: 'open' }, SILENT)).toEqual({
      puuid: 'p-1',
      name: 'Name',
      tag: 'EUW',
    })
  })

  it('shows those who consented where consent is needed, and hides the others whole', () => {
    expect(identity({ playerPages: 'consented' }, CONSENTED).name).toBe('Name')
    expect(identity({ playerPages: 'consented' }, SILENT)).toEqual(NOBODY)
  })

  it('never says when a player consented', () => {
    expect(identity({ playerPages: 'consented' }, CONSENTED)).not.toHaveProperty('consented_at')
  })

  it('of an erased player is nobody, whoever asks', () => {
    const erased = { ...NOBODY, consented_at: null }
    for (const playerPages of ['open', 'consented'] as const) {
      expect(identity({ playerPages }, erased)).toEqual(NOBODY)
    }
  })
})
