import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestInfra } from '@loadout/infra/testing'
import type { Redis } from 'ioredis'
import { sql } from 'kysely'

export type Finder = (text: string) => boolean

/** Whether any of the texts is in another, in small letters or capitals. */
export function finderOf(needles: readonly string[]): Finder {
  const lower = needles.map((needle) => needle.toLowerCase())
  return (text) => {
    const folded = text.toLowerCase()
    return lower.some((needle) => folded.includes(needle))
  }
}

/** Columns that hold any of the texts, as `table.column`: all there are, whatever their type. */
export async function inTables(
  { db }: Pick<TestInfra, 'db'>,
  needles: readonly string[],
): Promise<string[]> {
  const lower = needles.map((needle) => needle.toLowerCase())
  const { rows: columns } = await sql<{ table: string; column: string; type: string }>`
    select table_name as "table", column_name as "column", data_type as "type"
    from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema = 'public' and table_type = 'BASE TABLE'
  `.execute(db)
  const found: string[] = []
  for (const [table, of] of Map.groupBy(columns, (column) => column.table)) {
    const hits = of.map(({ column, type }) => {
      const ref = sql.ref(column)
      // As text, and as the digits that a test knows a hash by.
      const text =
        type === 'bytea'
          ? sql`encode(${ref}, 'escape') || ' ' || encode(${ref}, 'hex')`
          : sql`${ref}::text`
      return sql`bool_or(exists (select from unnest(${lower}::text[]) as needle
        where position(needle in lower(${text})) > 0))`
    })
    const { rows } = await sql<{ hits: (boolean | null)[] }>`
      select array[${sql.join(hits)}] as hits from ${sql.table(table)}
    `.execute(db)
    const [row] = rows
    found.push(
      ...of
        .filter((_, index) => row?.hits[index] === true)
        .map(({ column }) => `${table}.${column}`),
    )
  }
  return found
}

/** Keys of an installation that hold any of the texts, in their name or anywhere below it. */
export async function inRedis(
  { redis, config }: Pick<TestInfra, 'redis' | 'config'>,
  isIn: Finder,
): Promise<string[]> {
  const found = new Set<string>()
  const prefix = `${config.QUEUE_PREFIX}:`
  for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 1_000 })) {
    for (const key of keys) {
      const held = JSON.stringify(await contentOf(redis, key))
      if (isIn(key) || isIn(held)) found.add(key.slice(prefix.length))
    }
  }
  return [...found]
}

/** What a key holds, as its type is read: `DUMP` compresses texts, and who searches there does not see them. */
async function contentOf(redis: Redis, key: string): Promise<unknown> {
  const type = await redis.type(key)
  switch (type) {
    case 'string':
      return await redis.get(key)
    case 'hash':
      return await redis.hgetall(key)
    case 'set':
      return await redis.smembers(key)
    case 'zset':
      return await redis.zrange(key, '0', '-1')
    case 'list':
      return await redis.lrange(key, 0, -1)
    case 'stream':
      return await redis.xrange(key, '-', '+')
    case 'none':
      return null
    default:
      throw new Error(`say how a ${type} is read`)
  }
}

/** Files of a folder that hold any of the texts, in their name or as they are read. */
export async function inFiles(
  folder: string,
  isIn: Finder,
  read: (bytes: Uint8Array, name: string) => string = (bytes) => new TextDecoder().decode(bytes),
): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const found: string[] = []
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name)
    if (isIn(entry.name) || isIn(read(await readFile(path), entry.name))) {
      found.push(path.slice(folder.length + 1))
    }
  }
  return found
}
