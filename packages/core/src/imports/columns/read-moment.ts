import type { Cells } from '../read/cells.ts'
import { isNothing, withoutStray } from './clean.ts'

/** Day, and a time of it with or without a zone; UTC when there is none. */
const ISO =
  /^(?<day>\d{4}-\d{2}-\d{2})(?:[T ](?<time>\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s?(?<zone>Z|[+-]\d{2}(?::?\d{2})?)?)?$/i

/** Milliseconds since 1970, from the same or from a date; null for nothing, NaN for what is neither. */
export function readMoment(cells: Cells, index: number): number | null {
  const text = cells.get(index)
  if (isNothing(text)) return null
  const bare = withoutStray(text)
  if (/^\d{1,15}$/.test(bare)) return Number(bare)
  return parseIso(bare)
}

function parseIso(text: string): number {
  const { day, time, zone = 'Z' } = ISO.exec(text)?.groups ?? {}
  if (day === undefined || !isDay(day)) return Number.NaN
  return Date.parse(time === undefined ? day : `${day}T${time}${fullZone(zone)}`)
}

/** `Date.parse` would take the 31st of any month. */
function isDay(day: string): boolean {
  return new Date(Date.parse(day)).getUTCDate() === Number(day.slice(8))
}

function fullZone(zone: string): string {
  const [, sign = '', hours = '', minutes = '00'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? []
  return sign === '' ? 'Z' : `${sign}${hours}:${minutes}`
}
