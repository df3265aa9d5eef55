import { cleanText, cleanLine as toLine } from '../../text.ts'

/** Characters that exports leave around ids, numbers and addresses. */
const STRAY = /[\s\\"|]/

/** From both ends, one by one: one pattern for all of them is slow where many stand in the middle. */
export function withoutStray(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && STRAY.test(text.charAt(start))) start += 1
  while (end > start && STRAY.test(text.charAt(end - 1))) end -= 1
  return text.slice(start, end)
}

/** Empty, `null` and `"null"` are three ways to say that there is nothing. */
export function isNothing(text: string): boolean {
  if (text.length > 8) return false
  const bare = text.trim()
  return bare === '' || /^(?:null|"null"|\\N)$/i.test(bare)
}

/** What `cleanText` would change, or may change: a pair of surrogates is fine, but told apart more slowly. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNCLEAN = /^\s|\s$|[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]/

/** `cleanText`, at next to no cost for texts that are clean. */
export function clean(text: string): string {
  return UNCLEAN.test(text) ? cleanText(text) : text
}

/** The same for texts of one line. */
export function cleanLine(text: string): string {
  return UNCLEAN.test(text) ? toLine(text) : text
}
