import type { RawDocument } from '@loadout/core'
import { VALORANT } from '@loadout/core/sources'
import { afterAll, describe, expect, it } from 'vitest'
import { nodeCodec } from '../codec.ts'
import { createInlinePreparer } from './inline.ts'
import { createPreparerPool, splitIntoTasks } from './pool.ts'

const pool = createPreparerPool(2, VALORANT)
const inline = createInlinePreparer(nodeCodec, VALORANT)
afterAll(() => pool.close())

describe('createPreparerPool', () => {
  it('answers like the inline preparer, in the order of the input', async () => {
    const prepared = await pool.prepare(many(120), 'auto')
    expect(prepared.map(({ line }) => line)).toEqual(many(120).map(({ line }) => line))
    expect(prepared).toEqual(await inline.prepare(many(120), 'auto'))
  })

  it('takes lines that are views of one chunk, and leaves the chunk alone', async () => {
    const chunk = new TextEncoder().encode('{"n":1}\n{"n":2}')
    const bytes = [chunk.subarray(0, 7), chunk.subarray(8), chunk.subarray(8)]
    const views = () => bytes.map((line, n) => ({ line: n, bytes: line, totalBytes: 7 }))
    expect(await pool.prepare(views(), 'auto')).toEqual(await inline.prepare(views(), 'auto'))
    expect(chunk.length).toBe(15)
  })

  it('keeps the calls of several callers apart', async () => {
    const batches = Array.from({ length: 12 }, (_, n) => many(20, 1_000 * n))
    const answers = await Promise.all(batches.map((batch) => pool.prepare(batch, 'auto')))
    expect(answers.map((answer) => answer.map(({ line }) => line))).toEqual(
      batches.map((batch) => batch.map(({ line }) => line)),
    )
  })

  it('has nothing to say about nothing', async () => {
    expect(await pool.prepare([], 'auto')).toEqual([])
  })

  it('says how much it can do at once', () => {
    expect(pool.parallelism).toBe(2)
    expect(inline.parallelism).toBe(1)
  })

  it('measures with the trade window it was given, or that of five seconds', () => {
    expect([inline.tradeWindowMs, pool.tradeWindowMs]).toEqual([5_000, 5_000])
    expect(createInlinePreparer(nodeCodec, VALORANT, 30_000).tradeWindowMs).toBe(30_000)
  })

  it('fails what is under way when it is closed, and can be closed again', async () => {
    const closing = createPreparerPool(1, VALORANT)
    const answer = closing.prepare(many(200), 'auto').catch(() => 'failed')
    await closing.close()
    await closing.close()
    expect(['failed', 'array']).toContain(Array.isArray(await answer) ? 'array' : 'failed')
  })
})

describe('splitIntoTasks', () => {
  it('loses and reorders nothing', () => {
    const documents = many(100)
    expect(splitIntoTasks(documents).flat()).toEqual(documents)
  })

  it('bounds a task by documents and by bytes, but never splits a document', () => {
    expect(splitIntoTasks(many(33)).map((task) => task.length)).toEqual([16, 16, 1])
    const large = [sized(1, 3_000_000), sized(2, 3_000_000), sized(3, 8_000_000), sized(4, 10)]
    expect(splitIntoTasks(large).map((task) => task.map(({ line }) => line))).toEqual([
      [1],
      [2],
      [3],
      [4],
    ])
  })
})

/** Documents that are not matches: the preparer's answer to them needs no match data. */
function many(count: number, from = 0): RawDocument[] {
  return Array.from({ length: count }, (_, n) => {
    const bytes = new TextEncoder().encode(JSON.stringify({ n: from + n, text: 'x'.repeat(n) }))
    return { line: from + n + 1, bytes, totalBytes: bytes.length }
  })
}

function sized(line: number, length: number): RawDocument {
  return { line, bytes: new Uint8Array(length), totalBytes: length }
}
