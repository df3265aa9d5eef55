import { join } from 'node:path'
import type { TestInfra } from '@loadout/infra/testing'
import { type Finder, finderOf, inFiles, inRedis, inTables } from '../support/traces.ts'

/**
 * Where a text still is, in any spelling: every column of every table, every raw document, every key and
 * value of Redis. Places as `table.column`, the file's path, the key's name.
 */
export async function leftovers(infra: TestInfra, needles: readonly string[]): Promise<string[]> {
  const isIn = finderOf(needles)
  return [
    ...(await inTables(infra, needles)),
    ...(await inEvents(infra, isIn)),
    ...(await inArchive(infra, isIn)),
    ...(await inRedis(infra, isIn)),
  ].sort()
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

/** Events are compressed behind their head, so that a search of the column sees nothing of them. */
async function inEvents({ db, codec }: TestInfra, isIn: Finder): Promise<string[]> {
  const rows = await db.selectFrom('match').select(['id', 'events']).execute()
  const rounds = ({ events: [_, low = 0, high = 0], ...row }: (typeof rows)[number]) => ({
    ...row,
    at: 3 + low + 256 * high,
  })
  return rows
    .filter((row) => isIn(textOf(codec.decompress(row.events.subarray(rounds(row).at)))))
    .map(({ id }) => `match.events of ${id}`)
}

function inArchive({ config, codec }: TestInfra, isIn: Finder): Promise<string[]> {
  return inFiles(join(config.LOADOUT_HOME, 'raw'), isIn, (bytes, name) =>
    name.endsWith('.zst') ? textOf(codec.decompress(bytes)) : '',
  )
}
