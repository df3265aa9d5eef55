import { describe, expect, it } from 'vitest'
import { detectSource } from './detect-source.ts'
import { game } from './valorant.ts'

function detect(raw: unknown) {
  const detected = detectSource(game.sources, raw)
  return detected && { ...detected, source: detected.source.name }
}

describe('detectSource', () => {
  it.each([
    [{ matchInfo: { queueId: '' }, players: [{ puuid: '' }] }, 'riot'],
    [{ matchInfo: { queueID: '' }, players: [{ subject: '' }] }, 'riot-client'],
    [{ metadata: {} }, 'henrik-v4'],
  ])('%j is of %s', (raw, source) => {
    expect(detect(raw)).toEqual({ source, root: raw, path: [] })
  })

  it.each([
    [{ matchInfo: { queueId: '' } }, 'riot'],
    [{ matchInfo: { queueId: '' }, players: null }, 'riot'],
    [{ matchInfo: {}, players: [{ puuid: '' }] }, 'riot'],
    [{ matchInfo: { queueID: '' }, players: [] }, 'riot-client'],
    [{ matchInfo: {}, players: [{ subject: '' }] }, 'riot-client'],
  ])('%j: one sign is enough', (raw, source) => {
    expect(detect(raw)?.source).toBe(source)
  })

  it('looks into the wrapper of the unofficial API', () => {
    const data = { metadata: {} }
    expect(detect({ status: 200, data })).toEqual({
      source: 'henrik-v4',
      root: data,
      path: ['data'],
    })
  })

  it.each([
    [{ matchInfo: { queueId: '' }, players: [{ subject: '' }] }],
    [{ matchInfo: { queueId: '', queueID: '' }, players: [] }],
    [{ metadata: {}, matchInfo: {} }],
    [{ status: 200, data: { matchInfo: { queueId: '' } } }],
    [null],
    [[]],
  ])('%j: signs of two sources, or none', (raw) => {
    expect(detect(raw)).toBeNull()
  })

  it('does not guess between two sources that both know a document', () => {
    const twins = [...game.sources, ...game.sources]
    expect(detectSource(twins, { metadata: {} })).toBeNull()
    expect(detectSource([], { metadata: {} })).toBeNull()
  })
})
