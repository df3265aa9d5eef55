import type { ReleasePrecision } from './contract.ts'

/** Day, month, quarter or year, as much as is known of a date. */
const PARTIAL_DATE = /^(?<year>\d{4})(?:-Q(?<quarter>[1-4])|-(?<month>\d{2})(?:-(?<day>\d{2}))?)?$/

/** The days a date can be; both null when nothing is known of it. */
export interface DateRange {
  readonly precision: ReleasePrecision
  readonly earliest: string | null
  readonly latest: string | null
}

const UNKNOWN: DateRange = { precision: 'tba', earliest: null, latest: null }

/** Whether a text is such a date of the calendar, from the year 1000 on. */
export function isPartialDate(text: string): boolean {
  return rangeOf(text) !== null
}

/** What a date that `isPartialDate` means; null is one that is to be announced. */
export function parsePartialDate(text: string | null): DateRange {
  return text === null ? UNKNOWN : (rangeOf(text) ?? UNKNOWN)
}

/** The text that `parsePartialDate` reads back as this range. */
export function formatPartialDate({
  precision,
  earliest,
}: Omit<DateRange, 'latest'>): string | null {
  if (earliest === null || precision === 'tba') return null
  const [year, month] = [earliest.slice(0, 4), earliest.slice(0, 7)]
  if (precision === 'quarter') return `${year}-Q${Math.ceil(Number(earliest.slice(5, 7)) / 3)}`
  return { day: earliest, month, year }[precision]
}

function rangeOf(text: string): DateRange | null {
  const { year, quarter, month, day } = PARTIAL_DATE.exec(text)?.groups ?? {}
  // PostgreSQL has no year 0, and nobody released a game before 1000.
  if (year === undefined || year < '1000') return null
  if (quarter !== undefined) {
    const last = Number(quarter) * 3
    return { precision: 'quarter', ...months(year, last - 2, last) }
  }
  if (month === undefined) return { precision: 'year', ...months(year, 1, 12) }
  if (Number(month) < 1 || Number(month) > 12) return null
  const range = months(year, Number(month), Number(month))
  if (day === undefined) return { precision: 'month', ...range }
  return text >= range.earliest && text <= range.latest
    ? { precision: 'day', earliest: text, latest: text }
    : null
}

/** From the first day of one month to the last day of another one. */
function months(year: string, first: number, last: number) {
  const lastDay = new Date(Date.UTC(Number(year), last, 0)).getUTCDate()
  return { earliest: `${year}-${two(first)}-01`, latest: `${year}-${two(last)}-${two(lastDay)}` }
}

const two = (value: number) => String(value).padStart(2, '0')
