import { SLUG } from './contract.ts'

/** Code units of a slug that is made; cut at a word where that is possible. */
const MAX = 80

/**
 * A slug for this name, in the form that `SLUG` asks for: accents away, everything but letters and digits a
 * hyphen. `prefix` stands in front where the name alone would be none: it has no letters, or is a number.
 */
export function slugify(name: string, prefix: string): string {
  const words = name
    .normalize('NFKD')
    // Accents only: the marks of other scripts tell letters apart.
    .replaceAll(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .normalize('NFC')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll(/[^\p{Ll}\p{Lo}\p{Lm}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
  const slug = shorten(words)
  if (slug === '') return prefix
  return SLUG.test(slug) ? slug : `${prefix}-${slug}`
}

function shorten(words: string): string {
  if (words.length <= MAX) return words
  // Never half a character beyond 16 bits.
  const cut = words.slice(0, MAX).replace(/[\ud800-\udbff]$/, '')
  const end = cut.lastIndexOf('-')
  return end > MAX / 2 ? cut.slice(0, end) : cut.replace(/-$/, '')
}
