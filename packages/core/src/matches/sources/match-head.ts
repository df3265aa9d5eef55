import type { Cursor } from './cursor.ts'
import type { ParseTools } from './source-adapter.ts'

export const QUEUE_MAX_LENGTH = 32
export const VERSION_MAX_LENGTH = 100
const MAP_MAX_LENGTH = 128
const EARLIEST_START = Date.UTC(2020, 0, 1) // the game came out in 2020
const LATEST_START = Date.UTC(2100, 0, 1)

/** Lower-case queue id; '' for a custom game. The key must be there, null means custom too. */
export function readQueue(value: unknown, key: string, at: Cursor): string {
  if (value === undefined) at.fail('MISSING_FIELD', key, 'Expected a queue id')
  return (at.nullableText(value, key, QUEUE_MAX_LENGTH) ?? '').toLowerCase()
}

/** Map uuid where the content tables know the asset path, else what the document says, lower case. */
export function readMap(value: unknown, key: string, tools: ParseTools): string {
  const map = tools.at.text(value, key, MAP_MAX_LENGTH)
  return tools.content.mapByAssetPath(map)?.id ?? map.toLowerCase()
}

/** Unix milliseconds from 2020 to 2100: seconds or microseconds are refused. */
export function readStart(value: unknown, key: string, at: Cursor): number {
  const start = at.wholeNumber(value, key, LATEST_START)
  if (start < EARLIEST_START) at.fail('INVALID_FIELD', key, 'Expected a time from 2020 to 2100')
  return start
}

export function readDuration(value: unknown, key: string, at: Cursor): number | null {
  return value === null || value === undefined ? null : at.amount(value, key)
}
