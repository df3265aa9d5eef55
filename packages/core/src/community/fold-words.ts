/**
 * A text as its bare words, one space apart: without case, accents, invisible characters and punctuation,
 * and with wide and styled letters as the plain ones they imitate. What the word list holds is folded too.
 */
export function foldWords(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
