import type { RawBuilder } from 'kysely'
import type { Ctx } from '../../context.ts'
import { badCursor } from '../../pagination.ts'
import {
  hotMark,
  IS_SHOWN,
  type SearchText,
  textConditions,
  UNMARKED,
} from './condition-queries.ts'
import { FEW, rarestOf, readFew, textSource } from './few-queries.ts'
import type { Condition } from './filter-queries.ts'
import type { HitPage } from './hit-queries.ts'
import type { Leg } from './leg-queries.ts'
import { readStretch, type Stretch } from './stretch-queries.ts'

/** How far a list may grow while somebody pages through it and is still ranked as it was begun. */
const GROWTH = 5
const GROWN = { looked: GROWTH * FEW.looked, sorted: GROWTH * FEW.sorted }

/** What a product has to have. */
export interface Sought {
  readonly text: SearchText
  readonly filters: readonly Condition[]
}

type Db = Ctx['db']

/**
 * The next products of a leg, behind `after`, and where it was cut off before the page was full, if it was;
 * null: too many fit to be ranked. Throws BAD_CURSOR for a position in a ranked leg that far too many fit.
 */
export async function readLeg(
  db: Db,
  sought: Sought,
  leg: Leg,
  page: HitPage,
): Promise<Stretch | null> {
  if (leg.sorts === 'index') return readIndex(db, sought, leg, page)
  const few = await readFewOfText(db, sought, leg, page)
  if (few !== null) return { hits: few, end: null }
  if (leg.sorts === 'any') return readIndex(db, sought, leg, page)
  if (page.after !== null) throw badCursor()
  return null
}

function readFewOfText(db: Db, sought: Sought, leg: Leg, page: HitPage) {
  const isRanked = leg.sorts === 'few' && page.after !== null
  return readFew(db, leg, {
    ...page,
    source: textSource(textOf(sought, leg), sought.filters),
    bounds: isRanked ? GROWN : FEW,
    mark: markOf(sought, leg),
  })
}

/**
 * Reads an index. Where few of the next products fit, those that pass the rarest filter are looked through
 * instead, all of them if they are few; otherwise one more stretch of the index.
 */
export async function readIndex(db: Db, sought: Sought, leg: Leg, page: HitPage): Promise<Stretch> {
  const { filters } = sought
  const tests = [...textOf(sought, leg), ...filters.map(({ test }) => test)]
  const first = await readStretch(db, leg, {
    ...page,
    tests,
    window: 'first',
    mark: markOf(sought, leg),
  })
  if (first.end === null || first.hits.length >= page.limit) return first
  const rest = { limit: page.limit - first.hits.length, after: first.end }
  const next = await readRest(db, leg, rest, { filters, tests })
  return { hits: [...first.hits, ...next.hits], end: next.end }
}

async function readRest(
  db: Db,
  leg: Leg,
  page: HitPage,
  { filters, tests }: Pick<Sought, 'filters'> & { readonly tests: readonly RawBuilder<unknown>[] },
): Promise<Stretch> {
  const ids = await rarestOf(db, filters, FEW)
  if (ids !== null) {
    const source = { ids, tests: [IS_SHOWN, ...tests] }
    const few = await readFew(db, leg, { ...page, source, bounds: FEW, mark: UNMARKED })
    if (few !== null) return { hits: few, end: null }
  }
  return readStretch(db, leg, { ...page, tests, window: 'rest', mark: UNMARKED })
}

const textOf = ({ text }: Sought, leg: Leg) => leg.text ?? textConditions(text)

/** Without filters there are some dozens of texts: planning them anew takes longer than most searches. */
function markOf({ text, filters }: Sought, { mark }: Leg) {
  return filters.length === 0 ? hotMark(mark, text) : UNMARKED
}
