import type { Ctx } from '@loadout/core'
import { acceptAnswer, questionSubject, reportText, voteOnText } from '@loadout/core/questions'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, asGuest } from '../support/store.ts'
import { answer, ask } from './asking.ts'

/** Everything that questions and answers write to. */
const TABLES = [
  'question',
  'answer',
  'answer_photo',
  'vote',
  'report',
  'moderation_case',
  'moderation_action',
  'product_summary',
] as const

let harness: Harness
let ctx: Ctx
let asker: Ctx
let other: Ctx
let productId: number
let questionId: number
let answerId: number
beforeAll(async () => {
  harness = await createHarness()
  ctx = { ...harness.ctx, moderation: { ...harness.ctx.moderation, hideAtReports: 1 } }
  await sql`insert into held_word (word) values ('scam')`.execute(ctx.db)
  await sql`
    create function fail() returns trigger language plpgsql as $$
      begin raise exception 'the disk is full'; end $$
  `.execute(ctx.db)
})
afterAll(() => harness.close())
beforeEach(async () => {
  asker = await asGuest(ctx)
  other = await asGuest(ctx)
  productId = await addProduct(ctx)
  questionId = await ask(asker, productId, 'Written?')
  answerId = await answer(asker, questionId, 'All of it.')
})
afterEach(async () => {
  for (const table of TABLES) {
    await sql`drop trigger if exists fails on ${sql.table(table)}`.execute(ctx.db)
  }
})

/** From now on nothing can be written to this table. */
const breakTable = (table: (typeof TABLES)[number]) =>
  sql`
    create trigger fails before insert or update or delete on ${sql.table(table)}
    for each row execute function fail()
  `.execute(ctx.db)

/** Every row of every table, as text. */
async function everything(): Promise<readonly string[]> {
  const { rows } = await sql<{ row: string }>`
    ${sql.join(
      TABLES.map(
        (table) => sql`select ${table} || (it.*)::text as row from ${sql.table(table)} as it`,
      ),
      sql` union all `,
    )} order by 1
  `.execute(ctx.db)
  return rows.map(({ row }) => row)
}

const subject = () => ({ kind: 'answer', id: answerId }) as const

/** What is done, and every table that it writes to. */
const ACTS: Readonly<
  Record<string, readonly [() => Promise<unknown>, readonly (typeof TABLES)[number][]]>
> = {
  'a question': [() => ask(other, productId, 'Whole?'), ['question', 'product_summary']],
  'a question that is held': [
    () => ask(other, productId, 'A scam?'),
    ['question', 'moderation_case'],
  ],
  'an answer with photos': [
    () => answer(other, questionId, 'Look.', ['https://a.example/1.jpg']),
    ['answer', 'answer_photo', 'question', 'product_summary'],
  ],
  'a vote': [
    () => voteOnText(other, { subject: subject(), value: 1 }),
    ['vote', 'answer', 'product_summary'],
  ],
  'an acceptance': [
    () => acceptAnswer(asker, { answerId, accepted: true }),
    ['answer', 'product_summary'],
  ],
  'a report that hides': [
    () => reportText(other, { subject: subject(), reason: 'spam' }),
    ['report', 'moderation_case', 'moderation_action', 'answer', 'question', 'product_summary'],
  ],
  'a change of status': [
    () => ctx.db.transaction().execute((tx) => questionSubject.setStatus(tx, questionId, 'hidden')),
    ['question', 'product_summary'],
  ],
}

describe.each(Object.entries(ACTS))('%s', (_, [act, tables]) => {
  it.each(tables)('leaves nothing behind when %s cannot be written', async (table) => {
    const before = await everything()
    await breakTable(table)
    await expect(act()).rejects.toThrow('the disk is full')
    expect(await everything()).toEqual(before)
  })

  it('writes to no other table', async () => {
    for (const table of TABLES) if (!tables.includes(table)) await breakTable(table)
    await act()
  })
})
