import { z } from 'zod'

/**
 * What people write: trimmed, well-formed Unicode, and without the control characters that no text needs
 * and PostgreSQL refuses (NUL). Markup stays as it was written: it is data, and who shows it escapes it.
 */
export const text = (max: number, min = 1) =>
  z
    .string()
    .max(max)
    .transform(cleanText)
    .pipe(z.string().min(min, min === 1 ? 'must not be empty' : `must have ${min} characters`))

/** Line breaks and tabs are the only control characters that stay; half surrogates become U+FFFD. */
export function cleanText(value: string): string {
  return value
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .trim()
}
