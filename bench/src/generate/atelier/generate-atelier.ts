import { createPrng } from '@loadout/simulator'
import { ATELIER_FILE_NAMES, type AtelierFileName } from './atelier-files.ts'
import * as catalogue from './catalogue-rows.ts'
import type { Expectation } from './expectation.ts'
import * as questions from './question-rows.ts'
import * as reviews from './review-rows.ts'
import type { RowMaker, Site } from './site.ts'
import { createTableWriter } from './table-writer.ts'
import { createTexts } from './texts.ts'

export interface GenerateOptions {
  /** 1 is the full size, about 71 million rows. */
  readonly scale: number
  /** Same seed and scale, same files, byte for byte. */
  readonly seed: string
}

/** A part of a file, and at its end what must become of the file. */
export interface AtelierChunk {
  readonly name: AtelierFileName
  readonly text: string
  /** Null until the last part. */
  readonly expectation: Expectation | null
}

const ROWS: Readonly<Record<AtelierFileName, RowMaker>> = {
  product: catalogue.productRows,
  features: catalogue.featureRows,
  styles: catalogue.styleRows,
  photos: catalogue.photoRows,
  skus: catalogue.skuRows,
  related: catalogue.relatedRows,
  cart: catalogue.cartRows,
  reviews: reviews.reviewRows,
  reviews_photos: reviews.reviewPhotoRows,
  characteristics: reviews.characteristicRows,
  characteristic_reviews: reviews.characteristicReviewRows,
  questions: questions.questionRows,
  answers: questions.answerRows,
  answers_photos: questions.answerPhotoRows,
}

/** Characters, a little more than what one write to a disk is good for. */
const CHUNK = 1 << 20

/**
 * The files of an Atelier shop, one after the other and part by part: the tables are realistic in size and
 * shape, and wrong in the ways in which the real ones are, at the rates that `atelier-files.ts` states.
 */
export function* generateAtelier({
  scale,
  seed,
}: GenerateOptions): Generator<AtelierChunk, void, void> {
  const root = createPrng(`atelier/${seed}/${scale}`)
  const site: Site = {
    seed: `atelier/${seed}`,
    texts: createTexts(root.fork('texts')),
    loaded: Object.fromEntries(
      ATELIER_FILE_NAMES.map((name) => [name, new Uint8Array(1)]),
    ) as Site['loaded'],
    productOf: new Uint32Array(),
    firstCharacteristic: new Uint32Array(),
  }
  for (const name of ATELIER_FILE_NAMES) {
    const writer = createTableWriter(name, { scale, prng: root.fork(`${name}/dirt`) })
    site.loaded[name] = writer.loaded
    const { lines } = writer
    const options = { count: writer.drafts, prng: root.fork(name) }
    for (const draft of ROWS[name](site, options)) {
      writer.add(draft)
      if (lines.size() >= CHUNK) yield { name, text: lines.take(), expectation: null }
    }
    writer.finish()
    yield { name, text: lines.take(), expectation: writer.expectation }
  }
}
