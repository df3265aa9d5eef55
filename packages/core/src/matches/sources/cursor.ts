import type { DocumentErrorCode } from '../match-document.ts'
import { DocumentError } from './document-error.ts'
import { cleanText, isUuid, normalisePlayerId } from './text.ts'

export interface JsonObject {
  readonly [key: string]: unknown
}

/** Largest value of a `smallint` column: per-match counts. */
export const COUNT_MAX = 32_767
/** Largest value of an `integer` column: damage, score, credits, milliseconds. */
export const AMOUNT_MAX = 2_147_483_647
const ID_MAX_LENGTH = 64

/**
 * Reads fields of a parsed JSON document and knows where it is in it.
 *
 * Values are handed in (`at.count(hit.damage, 'damage')`) instead of looked up by key, so that each
 * property load stays at its own call site, where the engine can cache its shape. The pointer is put
 * together only when a field is wrong. Every reader throws `DocumentError`.
 */
export class Cursor {
  readonly #path: (string | number)[]
  /** Ids repeat hundreds of times in one document; each is validated and lower-cased once. */
  readonly #ids = new Map<string, string>()

  constructor(path: readonly string[] = []) {
    this.#path = [...path]
  }

  enter(segment: string | number): void {
    this.#path.push(segment)
  }

  leave(): void {
    this.#path.pop()
  }

  /** Fails at a field of the current object, or at the current value itself. */
  fail(code: DocumentErrorCode, key: string | null, message: string): never {
    throw new DocumentError(code, key === null ? this.#path : [...this.#path, key], message)
  }

  object(value: unknown, key: string | null = null): JsonObject {
    return isObject(value) ? value : this.#unexpected(value, key, 'an object')
  }

  nullableObject(value: unknown, key: string): JsonObject | null {
    return value === null || value === undefined ? null : this.object(value, key)
  }

  /**
   * Visits the objects of a list with the pointer in step; null is an empty list. The context is passed
   * along instead of captured, so that the hot lists need no closure each.
   */
  each<Context>(
    value: unknown,
    key: string,
    visitor: { visit: (item: JsonObject, context: Context) => void; context: Context },
  ): void {
    if (value === null) return
    if (!Array.isArray(value)) this.#unexpected(value, key, 'a list')
    this.enter(key)
    for (let index = 0; index < value.length; index++) {
      this.enter(index)
      visitor.visit(this.object(value[index]), visitor.context)
      this.leave()
    }
    this.leave()
  }

  /** A whole number of 0..32,767. */
  count(value: unknown, key: string): number {
    return this.wholeNumber(value, key, COUNT_MAX)
  }

  /** A whole number of 0..2,147,483,647. */
  amount(value: unknown, key: string): number {
    return this.wholeNumber(value, key, AMOUNT_MAX)
  }

  wholeNumber(value: unknown, key: string, max: number): number {
    if (typeof value === 'number' && value >= 0 && value <= max && Number.isInteger(value)) {
      return value === 0 ? 0 : value // JSON has a negative zero
    }
    return this.#unexpected(value, key, `a whole number of 0 to ${max}`)
  }

  /** Text that must be there, cleaned, of 1..max UTF-16 units. */
  text(value: unknown, key: string, max: number): string {
    return this.nullableText(value, key, max) ?? this.#unexpected(value, key, 'text')
  }

  /** Cleaned text; null for null, absent or empty. */
  nullableText(value: unknown, key: string, max: number): string | null {
    if (value === null || value === undefined || value === '') return null
    if (typeof value !== 'string' || value.length > max) {
      return this.#unexpected(value, key, `text of at most ${max} characters`)
    }
    return cleanText(value) || null
  }

  uuid(value: unknown, key: string): string {
    return typeof value === 'string' && isUuid(value)
      ? value.toLowerCase()
      : this.#unexpected(value, key, 'a uuid')
  }

  /** Lower-case id of content (agent, weapon, act, ...): unknown ids pass, null and empty are null. */
  contentId(value: unknown, key: string): string | null {
    if (value === null || value === undefined || value === '') return null
    const known = typeof value === 'string' ? this.#ids.get(value) : undefined
    if (known !== undefined) return known
    const id = this.nullableText(value, key, ID_MAX_LENGTH)?.toLowerCase() ?? null
    if (id !== null && typeof value === 'string') this.#ids.set(value, id)
    return id
  }

  playerId(value: unknown, key: string): string {
    const id = typeof value === 'string' ? normalisePlayerId(value) : null
    return id ?? this.#unexpected(value, key, 'a player id')
  }

  #unexpected(value: unknown, key: string | null, expected: string): never {
    if (value === undefined) this.fail('MISSING_FIELD', key, `Expected ${expected}`)
    this.fail('INVALID_FIELD', key, `Expected ${expected}, got ${describe(value)}`)
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function describe(value: unknown): string {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return `text of ${value.length} characters`
  if (Array.isArray(value)) return 'a list'
  return value === null ? 'null' : `a value of type ${typeof value}`
}
