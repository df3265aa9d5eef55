import { z } from 'zod'

/**
 * What people write: trimmed, and without the control characters that no text needs. NUL, which PostgreSQL refuses,
 * and half surrogates are refused: no keyboard sends them, and dropping them would make another text of it. Markup
 * stays as it was written: it is data, and who shows it escapes it.
 */
export const text = (max: number, min = 1) => cleaned(cleanText, max, min)

/** The same for titles and names, which stand in one line: breaks and tabs in it are spaces. */
export const line = (max: number, min = 1) => cleaned(cleanLine, max, min)

const cleaned = (clean: (value: string) => string, max: number, min: number) =>
  z
    .string()
    .max(max)
    .refine(isStorable, 'must have no NUL and no half characters')
    .transform(clean)
    .pipe(
      z
        .string()
        .min(min, min === 1 ? EMPTY : `must have ${min} characters`)
        .refine((value) => min === 0 || value === '' || isSeen(value), EMPTY),
    )

const EMPTY = 'must not be empty'

/** Whether a text is one that every program can read. */
export function isStorable(value: string): boolean {
  return !value.includes('\0') && value.isWellFormed()
}

/** Whether anything of a text can be seen: U+2800 is a letter of Braille without a dot. */
export function isSeen(value: string): boolean {
  return /[^\p{Cc}\p{Cf}\p{Z}\p{M}\p{DI}\u2800]/u.test(value)
}

/** Line breaks and tabs are the only control characters that stay; half surrogates become U+FFFD. */
export function cleanText(value: string): string {
  return value
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .trim()
}

/** The same in one line: where it breaks, or leaves room for a column, there is a space. */
export function cleanLine(value: string): string {
  return cleanText(value).replaceAll(/\s+/g, (run) => (/[\n\t\u2028\u2029]/.test(run) ? ' ' : run))
}

/** Characters of an address, at most. */
export const MAX_WEB_URL = 2_048

/**
 * Only what RFC 3986 and its internationalised form have room for: no white space, control characters or
 * half surrogates, no U+FFFD, which stands where there was no character, and none of `" < > \ ^ { | }` and the
 * backtick, which are what is left of broken quotes. No user names, which only serve to mislead.
 */
const WEB_URL =
  /^https?:\/\/[^\s\p{Cc}\p{Cs}\ufffd/?#"<>@\\^`{|}]+(?:[/?#][^\s\p{Cc}\p{Cs}\ufffd"<>\\^`{|}]*)?$/iu

/** Whether a text is an http(s) address as people may send it and files may hold it: both by this one rule. */
export function isWebUrl(text: string): boolean {
  return text.length <= MAX_WEB_URL && WEB_URL.test(text) && URL.canParse(text)
}

/** Writes the characters that parsers of addresses leave but the rule does not take as `%7C` and the like. */
export function escapeWebUrl(url: string): string {
  return url.replaceAll(/[\\^`{|}]/g, encodeURIComponent)
}
