import { clean } from '../columns/clean.ts'

/** A value of JSON with every text in it cleaned; what names its parts stays. */
export function cleanTexts(value: unknown): unknown {
  if (typeof value === 'string') return clean(value)
  if (Array.isArray(value)) return value.map(cleanTexts)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, cleanTexts(part)]))
}
