import { z } from 'zod'
import { MAX_INT4 } from '../../pagination.ts'
import { isSeen, isWebUrl, MAX_WEB_URL } from '../../text.ts'
import type { Cells } from '../read/cells.ts'
import { clean, cleanLine, isNothing, withoutStray } from './clean.ts'
import { column } from './column.ts'
import { readMoment } from './read-moment.ts'
import { readMoney, readWhole } from './read-number.ts'

/** The largest id that a row may bring along: the ids we give out go on behind it, and must not run out. */
export const MAX_IMPORTED_ID = 1_000_000_000

/** The id of the row itself. */
export function id() {
  const schema = z.int().min(1).max(MAX_IMPORTED_ID)
  return column(schema, readWhole, {
    expects: `a whole number from 1 to ${MAX_IMPORTED_ID}`,
    isId: true,
  })
}

/** The id of what it belongs to; 0 is nobody's. */
export function parentId() {
  const schema = z.int().min(0).max(MAX_INT4)
  return column(schema, readWhole, { expects: `a whole number up to ${MAX_INT4}`, isId: true })
}

export function whole(min: number, max: number) {
  const expects = `a whole number from ${min} to ${max}`
  return column(z.int().min(min).max(max), readWhole, { expects })
}

/** Beyond it a price is a mistake; every sum of prices stays exact. Minor units. */
const MAX_PRICE = 1_000_000_000_000
const price = z.int().min(0).max(MAX_PRICE)
const A_PRICE = 'an amount such as 140 or 69.50, up to 10000000000'

/** A price in minor units. */
export function money() {
  return column(price, readMoney, { expects: A_PRICE })
}

export function moneyOrNull() {
  return column(price.nullable(), readMoney, { expects: `${A_PRICE}, or nothing` })
}

const TRUE = new Set(['1', 'true', 't', 'yes', 'y'])
const FALSE = new Set(['0', 'false', 'f', 'no', 'n'])

/** Without `fallback`, nothing is no value. */
export function flag(fallback: boolean | null = null) {
  return column(z.boolean(), (cells, index) => readFlag(cells.get(index), fallback), {
    expects: '1, 0, true or false',
  })
}

function readFlag(text: string, fallback: boolean | null): unknown {
  if (text === '0' || text === 'false') return false
  if (text === '1' || text === 'true') return true
  if (isNothing(text)) return fallback
  const bare = withoutStray(text).toLowerCase()
  if (TRUE.has(bare)) return true
  return FALSE.has(bare) ? false : text
}

/** 2100-01-01: what is said to be written later was not. Milliseconds. */
const FAR = 4_102_444_800_000

/** A moment in milliseconds since 1970. */
export function moment() {
  return column(z.int().min(0).max(FAR), readMoment, {
    expects: 'milliseconds since 1970, or a date such as 2021-03-04, before 2100',
  })
}

/** A text of one line that must be there. */
export function line(max: number) {
  return column(z.string().min(1).max(max), readWith(cleanLine, null), {
    expects: `a text of 1 to ${max} characters`,
  })
}

export function lineOrEmpty(max: number) {
  return column(z.string().max(max), readWith(cleanLine, ''), {
    expects: `a text of up to ${max} characters`,
  })
}

export function lineOrNull(max: number) {
  return column(z.string().min(1).max(max).nullable(), readWith(cleanLine, null), {
    expects: `a text of up to ${max} characters, or nothing`,
  })
}

/** A text of any number of lines that must be there. */
export function text(max: number) {
  return column(z.string().min(1).max(max), readWith(clean, null), {
    expects: `a text of 1 to ${max} characters`,
    isText: true,
  })
}

export function textOrEmpty(max: number) {
  return column(z.string().max(max), readWith(clean, ''), {
    expects: `a text of up to ${max} characters`,
    isText: true,
  })
}

export function textOrNull(max: number) {
  return column(z.string().min(1).max(max).nullable(), readWith(clean, null), {
    expects: `a text of up to ${max} characters, or nothing`,
    isText: true,
  })
}

function readWith(cleaner: (text: string) => string, nothing: '' | null) {
  return (cells: Cells, index: number): string | null => {
    const cell = cells.get(index)
    if (isNothing(cell)) return nothing
    // What nobody can see is nothing, too.
    const cleaned = cleaner(cell)
    return isSeen(cleaned) ? cleaned : nothing
  }
}

const webUrl = z.string().refine(isWebUrl)
const AN_ADDRESS = `an http(s) address of up to ${MAX_WEB_URL} characters`

/** An http(s) address. */
export function url() {
  return column(webUrl, readUrl, { expects: AN_ADDRESS })
}

export function urlOrNull() {
  return column(webUrl.nullable(), readUrl, { expects: `${AN_ADDRESS}, or nothing` })
}

function readUrl(cells: Cells, index: number): string | null {
  const cell = cells.get(index)
  return isNothing(cell) ? null : withoutStray(cell)
}
