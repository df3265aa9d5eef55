import { isAppError } from '@loadout/core'
import { playersContract, searchPlayers, setConsent } from '@loadout/core/players'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPlayers } from './seed-players.ts'

const NAMES = [
  ...['Hazel#EUW', 'hazel#NA1', 'Hazelnut#0001', 'HAZEL_#x', 'Hazel%#x', 'haz\\el#x'],
  ...[
    'Émile#FR',
    'e\u0301mile#2',
    '😀fun#1',
    '😁fun#1',
    'ﬁne#1',
    'İstanbul#TR',
    '한글#KR',
    'a#1',
    'ab#1',
  ],
]

let infra: TestInfra

beforeAll(async () => {
  infra = await createTestInfra()
  await addPlayers(infra.db, NAMES)
})
afterAll(() => infra.close())

const search = (query: string, input: object = {}, pages: 'open' | 'consented' = 'open') =>
  searchPlayers(
    { ...infra, actor: { kind: 'anonymous' }, playerPages: pages },
    playersContract.searchPlayersInput.parse({ query, ...input }),
  )
const found = async (query: string) =>
  (await search(query)).items.map(({ name, tag }) => `${name}#${tag}`)

describe('searching players by the beginning of their name', () => {
  it('ignores case and compatible characters', async () => {
    expect(await found('HAZEL#')).toEqual(['Hazel#EUW', 'hazel#NA1'])
    expect(await found('é')).toEqual(['e\u0301mile#2', 'Émile#FR'])
    expect(await found('fine')).toEqual(['ﬁne#1'])
    expect(await found('한')).toEqual(['한글#KR'])
    expect(await found('İST')).toEqual(['İstanbul#TR'])
  })

  it('takes every character for itself', async () => {
    expect(await found('hazel%')).toEqual(['Hazel%#x'])
    expect(await found('hazel_')).toEqual(['HAZEL_#x'])
    expect(await found('haz\\')).toEqual(['haz\\el#x'])
    expect(await found('%')).toEqual([])
  })

  it('tells emoji apart', async () => {
    expect(await found('😀')).toEqual(['😀fun#1'])
  })

  it.each(['\ud83d', '\udc00\ud800', '\u{10ffff}', 'a'.repeat(100), "'; drop table player; --"])(
    'finds nobody for %j',
    async (query) => {
      expect(await search(query)).toEqual({ items: [], nextCursor: null })
    },
  )

  it.each(['', '\0', 'a\0', 'tab\t', 'a'.repeat(101)])('refuses %j', (query) => {
    expect(playersContract.searchPlayersInput.safeParse({ query }).success).toBe(false)
  })

  it('pages through all in order, none twice', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await search('h', { limit: 2, cursor })
      seen.push(...page.items.map(({ puuid }) => puuid))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(new Set(seen).size).toBe(6)
    expect(seen).toHaveLength(6)
  })

  it('refuses cursors of other searches, and forged ones', async () => {
    const { nextCursor } = await search('h', { limit: 1 })
    for (const input of [
      { query: 'a', cursor: nextCursor },
      { query: 'h', cursor: 'eyJhIjoxfQ' },
    ]) {
      const error = await search(input.query, { cursor: input.cursor }).catch((thrown) => thrown)
      expect(isAppError(error, 'BAD_CURSOR')).toBe(true)
    }
  })

  it('gives cursors that fit their own field, however long the name', async () => {
    const long = ['ﷺ'.repeat(64), '字'.repeat(64), '\u0001"\\'.repeat(21)]
    await addPlayers(
      infra.db,
      long.flatMap((name) => [`${name}#1`, `${name}#2`]),
    )
    for (const name of long) {
      const query = [...name.replaceAll('\u0001', '')].slice(0, 3).join('')
      const page = await search(query, { limit: 1 })
      const input = playersContract.searchPlayersInput.parse({ query, cursor: page.nextCursor })
      expect((await search(query, input)).items).toHaveLength(1)
    }
  })

  it('shows players who agreed and nobody else, where consent is needed', async () => {
    expect((await search('hazel', {}, 'consented')).items).toEqual([])
    const ctx = { ...infra, actor: { kind: 'system', name: 'test' } } as const
    await setConsent(ctx, { player: 'hazel#euw', consented: true })
    const names = (await search('hazel', {}, 'consented')).items.map(({ tag }) => tag)
    expect(names).toEqual(['EUW'])
  })
})
