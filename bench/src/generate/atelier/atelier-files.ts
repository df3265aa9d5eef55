import type { DirtKind } from './dirt-kinds.ts'

/** How one file of the set is written. The real ones were exported by different people with different tools. */
export interface AtelierFile {
  /** The header as it stands in the file, odd white space included. */
  readonly header: string
  /** Rows at full size, whatever is wrong with them. */
  readonly rows: number
  readonly bom?: true
  readonly crlf?: true
  readonly finalNewline?: false
  /** Columns, counted from 0, whose cells may have stray characters around them. */
  readonly idsAndUrls: readonly number[]
  /** A quoted text whose closing quote may be missing. */
  readonly text?: number
  readonly price?: number
  /** A text that may have several lines. */
  readonly multiLine?: number
  /** Whose id says what the row hangs on. */
  readonly parent?: number
  /** A column, and what in it is no value. */
  readonly bad?: readonly [column: number, ...values: string[]]
  /** Share of the rows with each kind of dirt; every kind that is named occurs at least once. */
  readonly dirt: Readonly<Partial<Record<DirtKind, number>>>
}

/** In every file: rows that are not in the order of their ids, and ids that occur twice. */
const EVERYWHERE = { outOfOrder: 0.002, duplicateId: 0.0005, secondChance: 0.000_05 } as const

/** Of rows that hang on another table. */
const CHILD = { ...EVERYWHERE, stray: 0.0005, unknownParent: 0.0002 } as const

/** In the order in which parents come before their children. */
export const ATELIER_FILES = {
  product: {
    header: 'id,name,slogan,description,category,default_price',
    rows: 1_000_011,
    bom: true,
    crlf: true,
    idsAndUrls: [0],
    text: 2,
    price: 5,
    multiLine: 3,
    bad: [5, '"free"', '-12', '1e999', 'NaN'],
    dirt: {
      ...EVERYWHERE,
      ...{ stray: 0.0005, brokenQuotes: 0.0001, badValue: 0.0001, shortRow: 0.000_05 },
      ...{ hugePrice: 0.0002, multiLine: 0.002 },
    },
  },
  features: {
    header: 'id,product_id,feature,value',
    rows: 2_219_279,
    finalNewline: false,
    parent: 1,
    idsAndUrls: [0, 1],
    text: 2,
    dirt: { ...CHILD, brokenQuotes: 0.0001, shortRow: 0.000_05 },
  },
  styles: {
    header: 'id,productId,name,sale_price,original_price,default_style',
    rows: 1_958_102,
    parent: 1,
    idsAndUrls: [0, 1],
    text: 2,
    price: 4,
    bad: [5, 'maybe', '2'],
    dirt: {
      ...CHILD,
      brokenQuotes: 0.0001,
      badValue: 0.0001,
      secondDefault: 0.0005,
      hugePrice: 0.0002,
    },
  },
  photos: {
    header: 'id, styleId,url,thumbnail_url',
    rows: 5_655_656,
    parent: 1,
    idsAndUrls: [0, 1, 2, 3],
    text: 2,
    bad: [2, '"javascript:alert(1)"', '"not an address"'],
    // 193 lines of the real file have broken quotes.
    dirt: { ...CHILD, brokenQuotes: 193 / 5_655_656, badValue: 0.0001 },
  },
  skus: {
    header: 'id, styleId, size, quantity',
    rows: 11_323_917,
    crlf: true,
    parent: 1,
    idsAndUrls: [0, 1],
    text: 2,
    bad: [3, '-1', 'many', '99999999999'],
    dirt: { ...CHILD, badValue: 0.0001, brokenQuotes: 0.000_02 },
  },
  related: {
    header: 'id,current_product_id,related_product_id',
    rows: 4_508_263,
    finalNewline: false,
    parent: 1,
    idsAndUrls: [0, 1, 2],
    dirt: { ...CHILD, zeroLink: 0.003, selfLink: 0.002, repeatedPair: 0.01 },
  },
  cart: {
    header: 'id,user_session,product_id,active',
    rows: 500_000,
    finalNewline: false,
    parent: 2,
    idsAndUrls: [0, 2],
    bad: [3, 'perhaps'],
    dirt: { ...CHILD, repeatedLine: 0.002, badValue: 0.0001 },
  },
  reviews: {
    header:
      'id,product_id,rating,date,summary,body,recommend,reported,reviewer_name,reviewer_email,response,helpfulness',
    rows: 5_774_952,
    parent: 1,
    multiLine: 5,
    idsAndUrls: [0, 1],
    text: 4,
    bad: [2, '0', '6', '4.5', '"five"', 'null'],
    dirt: {
      ...CHILD,
      multiLine: 0.002,
      brokenQuotes: 0.0001,
      badValue: 0.0001,
      shortRow: 0.000_05,
    },
  },
  reviews_photos: {
    header: 'id,review_id,url',
    rows: 2_742_540,
    parent: 1,
    idsAndUrls: [0, 1, 2],
    text: 2,
    bad: [2, '"ftp://example.com/a.png"', 'null'],
    dirt: { ...CHILD, brokenQuotes: 0.0001, badValue: 0.0001 },
  },
  characteristics: {
    header: 'id,product_id,name',
    rows: 3_347_679,
    parent: 1,
    idsAndUrls: [0, 1],
    text: 2,
    dirt: { ...CHILD, brokenQuotes: 0.000_05 },
  },
  characteristic_reviews: {
    header: 'id,characteristic_id,review_id,value',
    rows: 19_327_575,
    parent: 1,
    idsAndUrls: [0, 1, 2],
    bad: [3, '0', '6', 'null'],
    dirt: { ...CHILD, badValue: 0.000_05 },
  },
  questions: {
    header: 'id,product_id,body,date_written,asker_name,asker_email,reported,helpful',
    rows: 3_518_963,
    bom: true,
    crlf: true,
    parent: 1,
    multiLine: 2,
    idsAndUrls: [0, 1],
    text: 2,
    bad: [3, 'yesterday', '2021-13-45'],
    dirt: { ...CHILD, multiLine: 0.002, brokenQuotes: 0.0001, badValue: 0.0001 },
  },
  answers: {
    header: 'id,question_id,body,date_written,answerer_name,answerer_email,reported,helpful',
    rows: 6_879_306,
    bom: true,
    parent: 1,
    multiLine: 2,
    idsAndUrls: [0, 1],
    text: 2,
    bad: [7, '-3', 'some'],
    dirt: { ...CHILD, multiLine: 0.002, brokenQuotes: 0.0001, badValue: 0.0001 },
  },
  answers_photos: {
    header: 'id,answer_id,url',
    rows: 2_063_759,
    bom: true,
    crlf: true,
    finalNewline: false,
    parent: 1,
    idsAndUrls: [0, 1, 2],
    text: 2,
    bad: [2, 'null'],
    dirt: { ...CHILD, brokenQuotes: 0.0001, badValue: 0.0001 },
  },
} as const satisfies Readonly<Record<string, AtelierFile>>

export type AtelierFileName = keyof typeof ATELIER_FILES

export const ATELIER_FILE_NAMES = Object.keys(ATELIER_FILES) as readonly AtelierFileName[]

/** Rows of a file at a scale of 0.01 to 1, or less for tests. */
export function rowsAt(name: AtelierFileName, scale: number): number {
  return Math.max(1, Math.round(ATELIER_FILES[name].rows * scale))
}
