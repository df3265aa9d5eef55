import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isStress } from '../env.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { find } from './find.ts'
import { storeProducts } from './store-products.ts'

/** Names of real games, beside the checkout. They are not part of the project: tests skip without them. */
const FILE = fileURLToPath(
  new URL('../../../../shared/data/games/steam-store-games-ccby.csv', import.meta.url),
)
const haveNames = existsSync(FILE)

const SAMPLE = isStress() ? 200 : 50
/** Hundreds of searches, one after the other: what one takes is for `bench` to say. */
const TIMEOUT_MS = 60_000
const SEED = 71

interface RealGame {
  readonly name: string
  readonly genres: readonly string[]
  readonly tags: readonly string[]
}

/** Cells of a line; quotes inside of quotes are doubled. */
const cellsOf = (line: string) =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, plain]) =>
    (quoted ?? plain ?? '').replaceAll('""', '"'),
  )

function realGames(): readonly RealGame[] {
  if (!haveNames) return []
  const [head = '', ...lines] = readFileSync(FILE, 'utf8').trim().split(/\r?\n/)
  const columns = cellsOf(head)
  return lines.map((line) => {
    const cells = cellsOf(line)
    const cell = (name: string) => cells[columns.indexOf(name)] ?? ''
    return {
      name: cell('name'),
      genres: cell('genres').split(';'),
      tags: cell('steamspy_tags').split(';'),
    }
  })
}

const games = realGames()

/** One wrong letter in a word of at least six: left out, put in, exchanged or swapped with the next. */
function misspell(name: string, random: () => number): string | null {
  const words = [...name.matchAll(/[A-Za-z]{6,}/g)]
  const word = words[Math.floor(random() * words.length)]
  if (word === undefined) return null
  const place = word.index + 1 + Math.floor(random() * (word[0].length - 2))
  const letter = String.fromCharCode(97 + Math.floor(random() * 26))
  const [before, here, next, after] = [
    name.slice(0, place),
    name[place] ?? '',
    name[place + 1] ?? '',
    name.slice(place + 2),
  ]
  const wrong = [
    before + next + after,
    before + letter + here + next + after,
    before + letter + next + after,
    before + next + here + after,
  ]
  return wrong[Math.floor(random() * wrong.length)] ?? null
}

describe.skipIf(!haveNames)('names of real games (skipped without ../shared/data/games)', () => {
  let harness: Harness
  let ids: readonly number[]
  let sample: readonly number[]

  beforeAll(async () => {
    harness = await createHarness()
    ids = await storeProducts(harness.ctx, games)
    const place = fc.nat(games.length - 1)
    sample = [...new Set(fc.sample(place, { numRuns: SAMPLE + 20, seed: SEED }))].slice(0, SAMPLE)
  })
  afterAll(() => harness.close())

  async function placeOf(query: string, game: number): Promise<number> {
    const { items } = await find(harness.ctx, { query, limit: 10 })
    return items.findIndex(({ id }) => id === ids[game])
  }

  it('find their own game among the first five', { timeout: TIMEOUT_MS }, async () => {
    const missed: string[] = []
    for (const game of sample) {
      const name = games[game]?.name ?? ''
      const place = await placeOf(name, game)
      if (place < 0 || place >= 5) missed.push(`${name}: ${place}`)
    }
    expect(missed).toEqual([])
  })

  it('with a wrong letter find it among the first ten, nine times of ten', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const [numbers] = fc.sample(
      fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), {
        minLength: 5_000,
        maxLength: 5_000,
        size: 'max',
      }),
      { numRuns: 1, seed: SEED },
    )
    let drawn = 0
    const random = () => numbers?.[drawn++ % 5_000] ?? 0
    const missed: string[] = []
    let tried = 0
    for (const game of sample) {
      const wrong = misspell(games[game]?.name ?? '', random)
      if (wrong === null) continue
      tried += 1
      if ((await placeOf(wrong, game)) < 0) missed.push(wrong)
    }
    expect(tried).toBeGreaterThan(SAMPLE / 2)
    expect(missed.length / tried, missed.join('\n')).toBeLessThanOrEqual(0.1)
  })
})
