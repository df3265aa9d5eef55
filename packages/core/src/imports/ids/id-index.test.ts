import type { RawBuilder } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { BulkConnection } from '../../ports/bulk-loader.ts'
import { IdIndex, readDefaults, readHidden } from './id-index.ts'

/** A connection on which every query has these lines, in pieces of this size. */
function connectionOf(lines: string, piece: number) {
  const queries: RawBuilder<unknown>[] = []
  async function* copyOut(query: RawBuilder<unknown>): AsyncGenerator<Uint8Array> {
    queries.push(query)
    const bytes = new TextEncoder().encode(lines)
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece)
  }
  const connection: Pick<BulkConnection, 'copyOut'> = { copyOut }
  return { connection: connection as BulkConnection, queries }
}

const LINES = '1\tf\n20\tt\n2147483647\tf\n65536\t\\N\n'

describe('IdIndex', () => {
  it.each([1, 2, 3, 100])(
    'reads ids, and which are not imported, in pieces of %d',
    async (piece) => {
      const { connection } = connectionOf(LINES, piece)
      const { all, foreign } = await new IdIndex().of(connection, 'product')
      expect([...all]).toEqual([1, 20, 65_536, 2_147_483_647])
      expect([...foreign]).toEqual([20])
    },
  )

  it('reads each table once, also when it is asked for twice at a time', async () => {
    const { connection, queries } = connectionOf(LINES, 100)
    const index = new IdIndex()
    const [one, two] = await Promise.all([
      index.of(connection, 'review'),
      index.of(connection, 'review'),
    ])
    expect(one).toBe(two)
    expect(queries).toHaveLength(1)
    one.all.add(7)
    expect((await index.of(connection, 'review')).all.has(7)).toBe(true)
    await index.of(connection, 'question')
    expect(queries).toHaveLength(2)
  })

  it('reads nothing of an empty table', async () => {
    const { connection } = connectionOf('', 1)
    expect((await new IdIndex().of(connection, 'sku')).all.size).toBe(0)
  })
})

describe('other ids', () => {
  it('are read in the same way', async () => {
    const { connection } = connectionOf('3\tf\n1\tf\n', 2)
    expect([...(await readDefaults(connection))]).toEqual([1, 3])
    expect([...(await readHidden(connection, 'review'))]).toEqual([1, 3])
  })
})
