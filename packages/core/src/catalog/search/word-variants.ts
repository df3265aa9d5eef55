/** Letters that are put in and exchanged, by the script that a word is written in. */
const ALPHABETS = [
  [/[a-z0-9]/, 'abcdefghijklmnopqrstuvwxyz'],
  [/[α-ω]/, 'αβγδεζηθικλμνξοπρστυφχψω'],
  // Without ё, й and the like that lose their marks when words are folded.
  [/[а-я]/, 'абвгдежзиклмнопрстуфхцчшщъыьэюя'],
] as const

/** Longer words have a thousand variants, and are no names. */
const MAX_LETTERS = 20

/**
 * All words that one wrong letter makes of this one: left out, put in, exchanged, or swapped with its
 * neighbour. None of words whose every variant would be a word.
 */
export function wordVariants(word: string): readonly string[] {
  const letters = [...word]
  if (letters.length > MAX_LETTERS) return []
  const alphabet = [...(ALPHABETS.find(([script]) => script.test(word))?.[1] ?? '')]
  const variants = new Set<string>()
  for (let place = 0; place <= letters.length; place++) {
    const before = letters.slice(0, place).join('')
    const [here, next] = letters.slice(place)
    const after = letters.slice(place + 1).join('')
    for (const letter of alphabet) variants.add(`${before}${letter}${here ?? ''}${after}`)
    if (here === undefined) continue
    for (const letter of ['', ...alphabet]) variants.add(`${before}${letter}${after}`)
    if (next !== undefined) variants.add(`${before}${next}${here}${after.slice(next.length)}`)
  }
  variants.delete(word)
  variants.delete('')
  return [...variants]
}
