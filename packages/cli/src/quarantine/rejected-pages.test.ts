import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CliContext } from '../with-services.ts'
import { codeOption, kindOption, type RejectedFilter, rejectedPages } from './rejected-pages.ts'

let infra: TestInfra
let ctx: CliContext
beforeAll(async () => {
  infra = await createTestInfra({ profile: 'cli' })
  ctx = { ...infra, actor: { kind: 'system', name: 'test' } }
  const rows = Array.from({ length: 10 }, (_, index) => ({
    ...(index % 2 === 0
      ? ({ kind: 'quarantined', code: 'INVALID_JSON' } as const)
      : ({ kind: 'excluded', code: 'custom' } as const)),
    pointer: '',
    message: '',
    source: 'riot',
    match_id: null,
    origin: 'file',
    line: index + 1,
    raw_hash: String(index),
    raw_bytes: 1,
    received_at: new Date(),
  }))
  await infra.db.insertInto('rejected_document').values(rows).execute()
})
afterAll(() => infra.close())

async function pages(filter: RejectedFilter, pageSize: number) {
  const sizes: number[] = []
  const ids: number[] = []
  for await (const page of rejectedPages(ctx, filter, pageSize)) {
    sizes.push(page.length)
    ids.push(...page.map(({ id }) => id))
  }
  return { sizes, ids }
}

describe('rejectedPages', () => {
  it('gives every document once, latest first, in pages of the asked size', async () => {
    const { sizes, ids } = await pages({}, 4)
    expect(sizes).toEqual([4, 4, 2])
    expect(ids).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
  })

  it('ends without an empty page when the last one is full', async () => {
    expect((await pages({}, 5)).sizes).toEqual([5, 5])
  })

  it('keeps the filter from page to page', async () => {
    expect((await pages({ kind: 'excluded' }, 2)).ids).toEqual([10, 8, 6, 4, 2])
    expect((await pages({ code: 'INVALID_JSON' }, 2)).ids).toEqual([9, 7, 5, 3, 1])
  })

  it('gives no page when there is nothing', async () => {
    expect((await pages({ kind: 'excluded', code: 'INVALID_JSON' }, 2)).sizes).toEqual([])
  })

  it('does not lose its place when what it has shown is removed meanwhile', async () => {
    const seen: number[] = []
    for await (const page of rejectedPages(ctx, { kind: 'quarantined' }, 2)) {
      seen.push(...page.map(({ id }) => id))
      await infra.db.deleteFrom('rejected_document').where('id', 'in', seen).execute()
    }
    expect(seen).toEqual([9, 7, 5, 3, 1])
  })
})

describe('the options of the filter', () => {
  it('are the same for every command that takes them', () => {
    expect(kindOption().argChoices).toEqual(['excluded', 'quarantined'])
    expect(codeOption().attributeName()).toBe('code')
  })
})
