import { productPageText } from '@loadout/core/storefront'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { statementOf } from './statement-of.ts'

describe('statementOf', () => {
  it('is what would be sent, whatever becomes of the caller', async () => {
    const statement = await statementOf(async (db) => {
      await db.selectFrom('product').select('id').where('id', '=', 7).executeTakeFirstOrThrow()
    })
    expect(statement).toEqual({
      ...{ text: 'select "id" from "product" where "id" = $1', parameters: [7] },
    })
  })

  it('tells the statement of a product page, which is one', async () => {
    const reviewLabels = { rules: '[]', version: '1' }
    const { text, parameters } = await statementOf((db) =>
      productPageText({ db, reviewLabels }, { idOrSlug: 2_000_000_001 }),
    )
    expect(text).toMatch(/^\/\* prepared: \w+ \*\/ /)
    expect(text).toContain('json_build_object')
    expect(parameters).toContain(2_000_000_001)
  })

  it('refuses what sends several, or none', async () => {
    const two = statementOf(async (db) => {
      await sql`select 1`.execute(db)
      await sql`select 2`.execute(db)
    })
    await expect(two).rejects.toThrow('2 statements')
    await expect(statementOf(async () => {})).rejects.toThrow('0 statements')
  })
})
