import type { Prng } from '../prng.ts'

const DAY_MS = 86_400_000

/** The day of a moment. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

export function daysBefore(ms: number, days: number): number {
  return ms - days * DAY_MS
}

/** A moment within so many days before another one; later ones are likelier. */
export function momentBefore(prng: Prng, ms: number, days: number): string {
  return new Date(ms - Math.floor(prng.float() ** 1.5 * days * DAY_MS)).toISOString()
}

/** A day, or what is known of it: its month, quarter or year, or nothing yet. */
export function partialDate(prng: Prng, day: string): string | null {
  const [year = '', month = '01'] = day.split('-')
  const known = prng.weighted([82, 5, 5, 5, 3])
  if (known === 0) return day
  if (known === 1) return `${year}-${month}`
  if (known === 2) return `${year}-Q${Math.ceil(Number(month) / 3)}`
  return known === 3 ? year : null
}
