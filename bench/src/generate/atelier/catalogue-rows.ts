import { allocate } from './allocate.ts'
import { lastId, nothing, picture, type RowMaker, yesOrNo } from './site.ts'

const CATEGORIES = ['Jackets', 'Accessories', 'Pants', 'Kicks', 'Dress Shoes', 'Basics', 'Tops']
const FEATURES = ['Fabric', 'Buttons', 'Lenses', 'Frames', 'Cut', 'Sole', 'Material', 'Stitching']
const VALUES = ['Canvas', 'Brass', 'Ultrasheen', '100% Cotton', 'Loose', 'Rubber', 'Arch, high']
const SIZES = ['XS', 'S', 'M', 'L', 'XL', 'XXL'].map((size) => `"${size}"`)
const SHOE_SIZES = ['7', '7.5', '8', '8.5', '9', '9.5', '10'].map((size) => `"${size}"`)

export const productRows: RowMaker = function* ({ texts }, { count, prng }) {
  for (let row = 0; row < count; row += 1) {
    const price = prng.between(5, 900)
    const cells = [
      ...['', prng.pick(texts.productNames)],
      prng.chance(0.02) ? nothing(prng) : prng.pick(texts.slogans),
      prng.chance(0.01) ? nothing(prng) : prng.pick(texts.descriptions),
      `"${prng.pick(CATEGORIES)}"`,
      prng.chance(0.1) ? `"${price}.${prng.between(10, 99)}"` : String(price),
    ]
    yield { cells, orphan: false }
  }
}

export const featureRows: RowMaker = function* (site, { count, prng }) {
  const { product: loaded } = site.loaded
  for (const product of childrenOf('product', site, { count, of: 'features' })) {
    const value = prng.chance(0.1) ? nothing(prng) : `"${prng.pick(VALUES)}"`
    const cells = ['', String(product), `"${prng.pick(FEATURES)}"`, value]
    yield { cells, orphan: loaded[product] !== 1 }
  }
}

export const styleRows: RowMaker = function* (site, { count, prng }) {
  const { product: loaded, styles } = site.loaded
  let last = 0
  let defaultStyle = 0
  let id = 0
  for (const product of childrenOf('product', site, { count, of: 'styles' })) {
    id += 1
    // A tenth of the products has no default style.
    const isFirst = product !== last && prng.chance(0.9)
    if (product !== last) defaultStyle = 0
    last = product
    const price = prng.between(20, 400)
    const sale = prng.chance(0.2) ? String(prng.between(5, price - 1)) : nothing(prng)
    const cells = [
      ...['', String(product), prng.pick(site.texts.styleNames)],
      ...[sale, String(price), yesOrNo(prng, isFirst)],
    ]
    const hasDefault = styles[defaultStyle] === 1
    if (isFirst) defaultStyle = id
    yield { cells, orphan: loaded[product] !== 1, hasDefault }
  }
}

export const photoRows: RowMaker = function* (site, { count, prng }) {
  const { styles: loaded } = site.loaded
  for (const style of childrenOf('styles', site, { count, of: 'photos', skew: 'skewed' })) {
    const thumbnail = prng.chance(0.01) ? nothing(prng) : `"${picture(site, prng, 300)}"`
    const cells = ['', String(style), `"${picture(site, prng, 1_650)}"`, thumbnail]
    yield { cells, orphan: loaded[style] !== 1 }
  }
}

export const skuRows: RowMaker = function* (site, { count, prng }) {
  const { styles: loaded } = site.loaded
  let last = 0
  let sizes = SIZES
  let index = 0
  for (const style of childrenOf('styles', site, { count, of: 'skus' })) {
    if (style !== last) {
      index = 0
      sizes = prng.chance(0.2) ? SHOE_SIZES : SIZES
    }
    last = style
    const size = prng.chance(0.002) ? nothing(prng) : (sizes[index % sizes.length] ?? '')
    index += 1
    const cells = ['', String(style), size, String(prng.int(64))]
    yield { cells, orphan: loaded[style] !== 1 }
  }
}

export const relatedRows: RowMaker = function* (site, { count, prng }) {
  const { product: loaded } = site.loaded
  const products = lastId(site, 'product')
  for (const product of childrenOf('product', site, { count, of: 'related' })) {
    const other = 1 + ((product - 1 + prng.between(1, products - 1)) % products)
    const cells = ['', String(product), String(other)]
    yield { cells, orphan: loaded[product] !== 1 || loaded[other] !== 1 }
  }
}

/** Sessions with five products each, no product twice. */
export const cartRows: RowMaker = function* (site, { count, prng }) {
  const { product: loaded } = site.loaded
  const products = lastId(site, 'product')
  let first = 0
  for (let row = 0; row < count; row += 1) {
    if (row % 5 === 0) first = prng.int(products)
    const product = 1 + ((first + (row % 5)) % products)
    const session = String(1_000 + Math.floor(row / 5))
    const cells = ['', session, String(product), yesOrNo(prng, prng.chance(0.9))]
    yield { cells, orphan: loaded[product] !== 1 }
  }
}

/** The parent of each of `count` rows, in order. */
export function childrenOf(
  parent: 'product' | 'styles' | 'reviews' | 'questions' | 'answers',
  site: Parameters<RowMaker>[0],
  options: { readonly count: number; readonly of: string; readonly skew?: 'steady' | 'skewed' },
): Generator<number, void, void> {
  const { count, of, skew = 'steady' } = options
  return allocate(count, { parents: lastId(site, parent), seed: `${site.seed}/${of}`, skew })
}
