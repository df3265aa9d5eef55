import { AppError } from '../../errors.ts'

export type Interval = 'day' | 'week'

export interface DateRange {
  /** ISO dates in UTC, both included. */
  readonly from: string
  readonly to: string
}

const DAY_MS = 86_400_000
const DAYS = { day: 1, week: 7 } as const satisfies Record<Interval, number>
const DEFAULT_INTERVALS = 30

/**
 * The days that are asked for, as whole intervals: `to` is today when absent, `from` makes thirty intervals.
 * Throws BAD_INPUT at `/from` when it is after `to`, or when there are more than `maxIntervals`.
 */
export function dateRange(
  asked: { readonly from?: string | undefined; readonly to?: string | undefined },
  of: { readonly interval: Interval; readonly now: Date; readonly maxIntervals: number },
): DateRange {
  const days = DAYS[of.interval]
  const last = startOf(of.interval, dayNumber(asked.to ?? of.now.toISOString().slice(0, 10)))
  const first =
    asked.from === undefined
      ? last - (DEFAULT_INTERVALS - 1) * days
      : startOf(of.interval, dayNumber(asked.from))
  if (first > last) throw badRange('must not be after `to`')
  if ((last - first) / days + 1 > of.maxIntervals) {
    throw badRange(`at most ${of.maxIntervals} intervals: ask for fewer, or for weeks`)
  }
  return { from: isoDate(first), to: isoDate(last + days - 1) }
}

function badRange(message: string): AppError {
  return new AppError('BAD_INPUT', { fields: [{ pointer: '/from', message }] })
}

/** Days since 1970-01-01, a Thursday. */
function dayNumber(iso: string): number {
  return Date.parse(iso) / DAY_MS
}

/** The day, or the Monday of its week. */
function startOf(interval: Interval, day: number): number {
  return interval === 'day' ? day : day - ((((day + 3) % 7) + 7) % 7)
}

function isoDate(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}
