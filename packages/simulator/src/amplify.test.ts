import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { amplify, amplifyText } from './amplify.ts'
import type { RiotMatchDocument } from './riot-document.ts'
import { simulateMatches } from './simulator.ts'

const [original] = [...simulateMatches({ seed: 'amplify', count: 1, mix: { custom: 1 } })]
if (original === undefined) throw new Error('no document')
const originalText = JSON.stringify(original)

/** The document with its ids replaced by their order of appearance, and without its start. */
function anonymous(document: RiotMatchDocument): string {
  let text = JSON.stringify({
    ...document,
    matchInfo: { ...document.matchInfo, matchId: 'match', gameStartMillis: 0 },
  })
  const ids = [
    ...document.players.map((player) => player.puuid),
    ...document.coaches.map((coach) => coach.puuid),
  ]
  for (const [index, id] of ids.entries()) text = text.replaceAll(id, `player-${index}`)
  return text
}

describe('amplify', () => {
  const copies = [...amplify(original, 20, { seed: 1, stepMs: 5_000 })]

  it('gives every copy ids of its own', () => {
    const matches = copies.map((copy) => copy.matchInfo.matchId)
    expect(new Set([...matches, original.matchInfo.matchId]).size).toBe(21)
    const players = copies.flatMap((copy) => copy.players.map((player) => player.puuid))
    expect(new Set(players).size).toBe(20 * original.players.length)
  })

  it('keeps everything else', () => {
    for (const copy of copies) expect(anonymous(copy)).toBe(anonymous(original))
  })

  it('shifts the start by the step', () => {
    const starts = copies.map(
      (copy) => copy.matchInfo.gameStartMillis - original.matchInfo.gameStartMillis,
    )
    expect(starts).toEqual(copies.map((_, index) => index * 5_000))
  })

  it('repeats itself for a seed', () => {
    expect([...amplify(original, 3, { seed: 'x' })]).toEqual([
      ...amplify(original, 3, { seed: 'x' }),
    ])
    expect([...amplify(original, 1, { seed: 'x' })]).not.toEqual([
      ...amplify(original, 1, { seed: 'y' }),
    ])
  })
})

describe('amplifyText', () => {
  it('keeps the length and leaves nothing of the original ids', () => {
    for (const copy of amplifyText(originalText, 5, { seed: 2 })) {
      expect(copy).toHaveLength(Buffer.byteLength(originalText))
      const text = copy.toString('utf8')
      expect(text).not.toContain(original.matchInfo.matchId)
      for (const player of original.players) expect(text).not.toContain(player.puuid)
    }
  })

  it('counts bytes, not characters', () => {
    const named = originalText.replace(/"gameName":"[^"]*"/, '"gameName":"Zoë 日本 😀"')
    for (const copy of amplifyText(named, 3, { seed: 3 })) {
      const parsed: RiotMatchDocument = JSON.parse(copy.toString('utf8'))
      expect(parsed.players[0]?.gameName).toBe('Zoë 日本 😀')
      expect(parsed.players[0]?.puuid).toHaveLength(78)
    }
  })

  it('shares a given number of players among the copies', () => {
    const seen = new Set<string>()
    for (const copy of amplify(original, 80, { seed: 4, players: 50 })) {
      const ids = copy.players.map((player) => player.puuid)
      expect(new Set(ids).size).toBe(ids.length)
      for (const id of ids) seen.add(id)
    }
    expect(seen.size).toBe(50)
  })

  it('refuses a pool that is smaller than a lobby', () => {
    expect(() => [...amplifyText(originalText, 1, { seed: 5, players: 3 })]).toThrow(RangeError)
  })

  it('refuses text that is no match', () => {
    expect(() => [...amplifyText('{"hello":"world"}', 1, { seed: 6 })]).toThrow(TypeError)
  })
})

describe('amplifyText on odd text', () => {
  const one = (text: string) => {
    const [copy] = [...amplifyText(text, 1, { seed: 'odd' })]
    return copy?.toString('utf8') ?? ''
  }
  const renamed = (name: string) =>
    originalText.replace(/"gameName":"[^"]*"/, () => `"gameName":${JSON.stringify(name)}`)
  const firstName = (text: string) => {
    const parsed: RiotMatchDocument = JSON.parse(text)
    return parsed.players[0]?.gameName
  }

  it.each([
    ['quotes and backslashes', 'say "hi" \\ bye\\'],
    ['control characters', 'tab\tline\nnull\u0000'],
    ['a lone surrogate', 'half \ud83d'],
    ['a right-to-left mark and combining letters', '\u200fa\u0301\u0323'],
    ['what looks like a field', '"puuid":"not-an-id"'],
    ['nothing', ''],
  ])('keeps a name with %s', (_, name) => {
    expect(firstName(one(renamed(name)))).toBe(name)
  })

  it('keeps the layout of pretty-printed text', () => {
    const pretty = JSON.stringify(original, null, '\t').replaceAll('\n', '\r\n')
    const copy = one(pretty)
    expect(copy.split('\r\n')).toHaveLength(pretty.split('\r\n').length)
    expect(anonymous(JSON.parse(copy))).toBe(anonymous(original))
  })

  it('replaces an id that stands in a name too, so that no trace is left', () => {
    const id = original.players[3]?.puuid ?? ''
    const copy = one(renamed(`friend of ${id}`))
    expect(copy).not.toContain(id)
    const parsed: RiotMatchDocument = JSON.parse(copy)
    expect(firstName(copy)).toBe(`friend of ${parsed.players[3]?.puuid}`)
  })

  it('leaves numbers that look like the start alone', () => {
    const start = String(original.matchInfo.gameStartMillis)
    const [, second = Buffer.alloc(0)] = amplifyText(renamed(start), 2, { seed: 'odd', stepMs: 7 })
    const text = second.toString('utf8')
    const parsed: RiotMatchDocument = JSON.parse(text)
    expect(firstName(text)).toBe(start)
    expect(parsed.matchInfo.gameStartMillis).toBe(original.matchInfo.gameStartMillis + 7)
  })

  it('makes no copies when asked for none', () => {
    expect([...amplifyText(originalText, 0, { seed: 'none' })]).toEqual([])
  })

  it('gives buffers of their own: writing to one changes no other', () => {
    const [first, second] = [...amplifyText(originalText, 2, { seed: 'own' })]
    const before = second?.toString('utf8')
    first?.fill(0)
    expect(second?.toString('utf8')).toBe(before)
  })
})

/** Real documents of every source; not part of the repository. */
const REAL = fileURLToPath(new URL('../../../../shared/data/matches/', import.meta.url))
const sources = existsSync(REAL) ? ['official', 'client', 'henrik-v4'] : []

describe.skipIf(sources.length === 0)(
  'amplifyText on real documents (needs ../shared/data/matches)',
  () => {
    const files = sources.flatMap((source) =>
      readdirSync(`${REAL}${source}`).map((file) => `${source}/${file}`),
    )

    it.each(files)('%s: new ids, same length, still JSON', (file) => {
      const text = readFileSync(`${REAL}${file}`, 'utf8')
      const ids = [
        ...text.matchAll(/"(?:matchId|match_id|puuid|subject)":\s*"([^"]{36,78})"/g),
      ].map(([, id]) => id ?? '')
      const [first, second] = [...amplifyText(text, 2, { seed: 7 })].map((copy) =>
        copy.toString('utf8'),
      )
      expect(Buffer.byteLength(first ?? '')).toBe(Buffer.byteLength(text))
      expect(() => JSON.parse(first ?? '')).not.toThrow()
      expect(first).not.toBe(second)
      for (const id of new Set(ids)) expect(first).not.toContain(id)
    })
  },
)
