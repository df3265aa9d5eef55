import { LOOKS_LIKE } from '../look-alikes.ts'

/**
 * A text as its bare words, one space apart: without case, accents, invisible characters and punctuation,
 * and with wide and styled letters as the plain ones they imitate. What the word list holds is folded too.
 */
export function foldWords(text: string): string {
  return bareOf(text)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Digits and signs that are read as a letter which they hardly look like. */
const READ_AS: ReadonlyMap<string, string> = new Map([
  ...LOOKS_LIKE,
  ...([
    ['3', 'e'],
    ['4', 'a'],
    ['7', 't'],
    ['@', 'a'],
    ['$', 's'],
  ] as const),
])

/** What is read as either, in this order. */
const ONE = ['l', 'i'] as const

/**
 * The same with each disguised word as eyes read it: letters of another script, digits or signs among its letters are
 * the Latin ones that they stand for. Other words are as they are, so that plain ones never look like each other. Two
 * texts, since 1 may be either of two letters; none if nothing is disguised.
 */
export function unmaskWords(text: string): readonly string[] {
  const words = bareOf(text).split(/[^\p{L}\p{N}@$]+/u)
  const masked = new Set([...new Set(words)].filter(isMasked))
  if (masked.size === 0) return []
  return ONE.map((one) =>
    words
      .map((word) => (masked.has(word) ? spell(word, one) : word))
      .join(' ')
      .replaceAll(/[@$ ]+/g, ' ')
      .trim(),
  )
}

/** A number is no word, and one with a letter that imitates none is of another language. */
function isMasked(word: string): boolean {
  return /[^a-z]/.test(word) && /\p{L}/u.test(word) && /^[a-z]+$/.test(spell(word, 'l'))
}

function spell(word: string, one: string): string {
  return Array.from(word, (char) => (char === '1' ? one : (READ_AS.get(char) ?? char))).join('')
}

function bareOf(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Cf}\p{DI}]/gu, '')
    .toLowerCase()
}
