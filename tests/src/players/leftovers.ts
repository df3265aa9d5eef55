import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestInfra } from '@loadout/infra/testing'
import { sql } from 'kysely'

/**
 * Where a text still is, in any spelling: every column of every table, every raw document, every key and
 * value of Redis. Places as `table.column`, the file's path, the key's name.
 */
export async function leftovers(infra: TestInfra, needles: readonly string[]): Promise<string[]> {
  const lower = needles.map((needle) => needle.toLowerCase())
  const isIn = (text: string) => lower.some((needle) => text.toLowerCase().includes(needle))
  return [
    ...(await inTables(infra, lower)),
    ...(await inEvents(infra, isIn)),
    ...(await inArchive(infra, isIn)),
    ...(await inRedis(infra, isIn)),
  ].sort()
}

async function inTables({ db }: TestInfra, needles: readonly string[]): Promise<string[]> {
  const { rows: columns } = await sql<{ table: string; column: string; type: string }>`
    select table_name as "table", column_name as "column", data_type as "type"
    from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema = 'public' and table_type = 'BASE TABLE'
  `.execute(db)
  const found: string[] = []
  for (const { table, column, type } of columns) {
    const ref = sql.ref(column)
    const text = type === 'bytea' ? sql`encode(${ref}, 'escape')` : sql`${ref}::text`
    const { rows } = await sql`
      select from ${sql.table(table)}
      where exists (select from unnest(${needles}::text[]) as needle
        where position(needle in lower(${text})) > 0)
      limit 1
    `.execute(db)
    if (rows.length > 0) found.push(`${table}.${column}`)
  }
  return found
}

type Finder = (text: string) => boolean

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

async function inArchive({ config, codec }: TestInfra, isIn: Finder): Promise<string[]> {
  const folder = join(config.LOADOUT_HOME, 'raw')
  const names = await readdir(folder, { recursive: true })
  const files = names.filter((name) => name.endsWith('.zst'))
  const found = await Promise.all(
    files.map(async (name) => isIn(textOf(codec.decompress(await readFile(join(folder, name)))))),
  )
  return files.filter((_, index) => found[index])
}

async function inRedis({ redis, config }: TestInfra, isIn: Finder): Promise<string[]> {
  const found: string[] = []
  for await (const keys of redis.scanStream({ match: `${config.QUEUE_PREFIX}:*`, count: 1_000 })) {
    for (const key of keys) {
      // A dump is the value as it is stored: enough to find a text in it, whatever its type.
      const dump = await redis.dumpBuffer(key)
      if (isIn(key) || (dump !== null && isIn(dump.toString('latin1')))) found.push(key)
    }
  }
  return found
}
