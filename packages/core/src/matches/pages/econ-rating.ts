/** Damage to enemies per 1,000 credits spent; null when nothing was spent or nobody knows what was. */
export function econRating(damage: number, spent: number | null): number | null {
  return spent === null || spent === 0 ? null : (damage / spent) * 1_000
}

/** The sum, null when a part is not known or there is none: a partial sum would be made up. */
export function sumOfKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  if (known.length === 0 || known.length < values.length) return null
  return known.reduce((sum, value) => sum + value, 0)
}
