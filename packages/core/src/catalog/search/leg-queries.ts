import { type RawBuilder, sql } from 'kysely'
import { beginsWith, IS_SHOWN, isLabelled, isNamed, type SearchText } from './condition-queries.ts'
import type { Sort } from './contract.ts'
import {
  byId,
  ID,
  integers,
  NAME,
  NEWEST,
  nameWhere,
  type Order,
  PRODUCT,
  priced,
  RATED,
  RELEASED,
  UNRATED,
  UNRELEASED,
  unpriced,
} from './order-queries.ts'
import type { SearchWords } from './words.ts'

/** A part of a sorted list, in one order. */
export interface Leg extends Order {
  /** In front of its hot statements. */
  readonly mark: RawBuilder<unknown>
  /** Conditions instead of those that the text makes. */
  readonly text?: readonly RawBuilder<unknown>[]
  /**
   * How products get into their order. `index`: it is that of an index. `few`: by ranking all that fit; if
   * they are too many the leg is none. `any`: by sorting those that have the text, or if they are too many as
   * an index has them.
   */
  readonly sorts: 'index' | 'few' | 'any'
  /** The leg that follows; null: none. */
  readonly next: number | null
  /** The leg instead of this one, where too many fit to be ranked. */
  readonly instead?: number
}

const MARKS: Readonly<Record<Sort, RawBuilder<unknown>>> = {
  relevance: sql`/* prepared: catalog_hits_relevance */`,
  name: sql`/* prepared: catalog_hits_name */`,
  newest: sql`/* prepared: catalog_hits_newest */`,
  released: sql`/* prepared: catalog_hits_released */`,
  priceAsc: sql`/* prepared: catalog_hits_price_asc */`,
  priceDesc: sql`/* prepared: catalog_hits_price_desc */`,
  score: sql`/* prepared: catalog_hits_score */`,
}

/** Of a list without any text, each in one leg. */
export const PLAIN_LEGS = {
  id: { ...byId([]), mark: sql`/* prepared: catalog_hits_id */`, sorts: 'index', next: null },
  newest: { ...NEWEST, mark: MARKS.newest, sorts: 'index', next: null },
} as const satisfies Record<string, Leg>

interface Sorted {
  readonly text: SearchText
  readonly currency: string
}

/** The parts of a list. It begins with the first one and goes on as each says. */
export function legsOf(sort: Sort, list: Sorted): readonly Leg[] {
  const { text } = list
  if (sort === 'relevance' && text.kind === 'words') {
    return byRelevance(text.words).map((leg) => ({ ...leg, mark: MARKS[sort] }))
  }
  const orders = ordersOf(sort, list)
  return orders.map((order, place) => ({
    ...order,
    mark: MARKS[sort],
    sorts: text.kind === 'all' ? 'index' : 'any',
    next: place + 1 < orders.length ? place + 1 : null,
  }))
}

/** First what has a key of that kind, then what has none. */
function ordersOf(sort: Sort, { text, currency }: Sorted): readonly Order[] {
  switch (sort) {
    case 'name':
      return [NAME]
    case 'newest':
      return [NEWEST]
    case 'released':
      return [RELEASED, UNRELEASED]
    case 'priceAsc':
      return [priced(currency, 'asc'), unpriced(currency)]
    case 'priceDesc':
      return [priced(currency, 'desc'), unpriced(currency)]
    case 'score':
      return [RATED, UNRATED]
    case 'relevance':
      return text.kind === 'all' ? [RATED, UNRATED] : [NAME]
  }
}

/**
 * First those whose names hold all words, then what has them elsewhere, each the best first. Where they are
 * too many to be ranked they stand as indexes have them: of names, those that begin with the query by the
 * alphabet, then the others by id; of the rest, labels before descriptions.
 */
function byRelevance(words: SearchWords): readonly Omit<Leg, 'mark'>[] {
  const [named, labelled] = [isNamed(words), isLabelled(words)]
  const begins = beginsWith(sql`p.folded_name`, words.folded)
  const rank = (key: RawBuilder<unknown>, tests: readonly RawBuilder<unknown>[]) =>
    ({
      branches: [{ from: PRODUCT, id: ID, key, where: [IS_SHOWN], tests }],
      order: integers('desc'),
      sorts: 'few',
    }) as const
  return [
    { ...rank(rankOf(words), []), text: [named], next: 1, instead: 2 },
    { ...rank(textRank(words), [sql`not ${named}`]), next: null, instead: 4 },
    { ...nameWhere(begins), text: [named], sorts: 'index', next: 3 },
    { ...byId([]), text: [named, sql`not (${begins})`], sorts: 'index', next: 4 },
    { ...byId([]), text: [labelled, sql`not ${named}`], sorts: 'any', next: 5 },
    { ...byId([sql`not ${labelled}`]), sorts: 'any', next: null },
  ]
}

/**
 * How well a product fits, in thousandths: that the name is the query, begins with it or holds it, then where
 * the words stand (see product_search_vector), then how much of the name they are; of equal ones games come
 * first. All of it is the row's and the query's own, so a product keeps its place while others come and go.
 */
const rankOf = (words: SearchWords) => sql`(
  1000 * case
    when p.folded_name = ${words.folded} then 12
    when p.folded_name ^@ ${`${words.folded} `} then 8
    when strpos(p.folded_name || ' ', ${` ${words.folded} `}) > 0 then 6
    when p.folded_name ^@ ${words.folded} then 5
    when strpos(p.folded_name, ${` ${words.folded}`}) > 0 then 3
    else 0 end
  + 2 * ${textRank(words)}
  + 1000 * least(length(${words.folded}::text)::real / greatest(length(p.folded_name), 1), 1)
  + case p.kind when 'game' then 200 when 'dlc' then 0 else 100 end
)::integer`

const textRank = ({ rank }: SearchWords) =>
  sql`(1000 * ts_rank(p.search, ${rank}::tsquery))::integer`
