import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'

let harness: Harness

beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

async function one<Value>(expression: ReturnType<typeof sql<Value>>): Promise<Value | undefined> {
  const { rows } = await sql<{ value: Value }>`select ${expression} as value`.execute(
    harness.ctx.db,
  )
  return rows[0]?.value
}

/** The lexemes of one weight in the search vector of a product of this name. */
async function wordsOf(name: string, weight = 'a'): Promise<readonly string[] | undefined> {
  return one(sql<string[]>`to_json(tsvector_to_array(ts_filter(
    product_search_vector(${name}, '{Co-op,Open World}', 'Walking zombies'), array[${weight}]::"char"[]
  )))`)
}

describe('names as they are found and sorted by', () => {
  it.each([
    ['Half-Life 2: Episode One', 'half life 2 episode one'],
    ['Pokémon', 'pokemon'],
    ['Sid Meier’s Civilization® VI', 'sid meier s civilization vi'],
    ['FALLOUT™ 4', 'fallout 4'],
    ['S.T.A.L.K.E.R.: Clear Sky', 's t a l k e r clear sky'],
    ['  Ægis — Øre  ', 'aegis ore'],
    ['Straße', 'strasse'],
    ['ВЕДЬМАК 3', 'ведьмак 3'],
    ['Ёлка', 'елка'],
    ['ΣΊΣΥΦΟΣ', 'σισυφοσ'],
    ['東方紅輝心', '東方紅輝心'],
    ['ポケモン!', 'ポケモン'],
    ['🎮 Game 🎮', 'game'],
    ['10/10 and/or 1.5', '10 10 and or 1 5'],
    ['Portal-2', 'portal 2'],
    ["'; drop table product; --", 'drop table product'],
    ['!!!', '!!!'],
    ['♥', '♥'],
  ])('%s is %s', async (name, folded) => {
    expect(await one(sql<string>`fold_name(${name})`)).toBe(folded)
  })

  it('are cut where no list of them needs to be told apart', async () => {
    expect(await one(sql<string>`fold_name(${'é'.repeat(5_000)})`)).toBe('e'.repeat(200))
  })

  it('are made by every way of writing a product', async () => {
    const row = await harness.ctx.db
      .insertInto('product')
      .values({ kind: 'game', name: 'Élan Vital™', slug: 'elan-vital' })
      .returning(['folded_name', 'search'])
      .executeTakeFirstOrThrow()
    expect(row.folded_name).toBe('elan vital')
    expect(row.search).toContain("'elan':1A")
  })
})

describe('words of a name', () => {
  it('are found apart and written together', async () => {
    expect(await wordsOf('Counter-Strike')).toEqual(['counter', 'counterstrike', 'strike'])
    expect(await wordsOf("Assassin's Creed")).toEqual(['assassin', 'assassins', 'creed', 's'])
    expect(await wordsOf('F.E.A.R. 3')).toEqual(['3', 'a', 'e', 'f', 'fear', 'r'])
    expect(await wordsOf('Tom Clancy’s')).toEqual(['clancy', 'clancys', 's', 'tom'])
  })

  it('are no numbers, paths or hosts to the parser', async () => {
    expect(await wordsOf('Portal-2')).toEqual(['2', 'portal', 'portal2'])
    expect(await wordsOf('www.example.com')).toEqual(['com', 'example', 'www', 'wwwexamplecom'])
    expect(await wordsOf('and/or')).toEqual(['and', 'andor', 'or'])
  })

  it('weigh more than labels, and labels more than stems', async () => {
    expect(await wordsOf('Portal', 'b')).toEqual(['co', 'op', 'open', 'world'])
    const stems = await wordsOf('Portal', 'c')
    expect(stems).toEqual(expect.arrayContaining(['portal', 'open', 'world', 'walk', 'zombi']))
  })
})

describe('a restored dump', () => {
  it('computes the columns anew without a search path', async () => {
    const run = harness.ctx.db.transaction().execute(async (tx) => {
      await sql`set local search_path = ''`.execute(tx)
      await sql`
        insert into public.product (kind, slug, name, tags, description)
        values ('game', 'restored', 'Réstored', '{a}', 'Läst')
      `.execute(tx)
      const { rows } = await sql<{ folded_name: string }>`
        select folded_name from public.product where slug = 'restored'
      `.execute(tx)
      return rows[0]?.folded_name
    })
    expect(await run).toBe('restored')
  })
})
