import { slugify } from '../../catalog/index.ts'
import { alias } from '../columns/column.ts'
import * as kinds from '../columns/kinds.ts'
import { rowDataset } from './row-dataset.ts'

/** Prices of these files are in this currency. */
const CURRENCY = 'USD'

const MAX_QUANTITY = 1_000_000_000

export const product = rowDataset({
  name: 'product',
  table: 'product',
  how: 'products',
  columns: {
    id: kinds.id(),
    name: kinds.line(200),
    slogan: kinds.textOrEmpty(500),
    description: kinds.textOrEmpty(50_000),
    category: kinds.lineOrEmpty(100),
    // Nothing: not for sale.
    default_price: kinds.moneyOrNull(),
  },
  parents: {},
  writes: {
    id: (row) => row.id,
    kind: () => 'merch',
    // The form that no other slug has: see SLUG in the catalogue.
    slug: (row) => `${slugify(row.name, 'merch')}.${row.id}`,
    name: (row) => row.name,
    tagline: (row) => row.slogan,
    description: (row) => row.description,
    category: (row) => row.category,
    currency: () => CURRENCY,
    price: (row) => row.default_price,
  },
  merge: { kind: 'keep', slug: 'keep' },
})

export const features = rowDataset({
  name: 'features',
  table: 'product_feature',
  columns: {
    id: kinds.id(),
    product_id: kinds.parentId(),
    feature: kinds.line(200),
    value: kinds.lineOrNull(500),
  },
  parents: { product_id: 'product' },
  writes: {
    id: (row) => row.id,
    product_id: (row) => row.product_id,
    name: (row) => row.feature,
    value: (row) => row.value,
  },
})

export const styles = rowDataset({
  name: 'styles',
  table: 'style',
  columns: {
    id: kinds.id(),
    product_id: kinds.parentId(),
    name: kinds.line(200),
    sale_price: kinds.moneyOrNull(),
    original_price: kinds.money(),
    default_style: alias(kinds.flag(false), 'default', 'default?', 'is_default'),
  },
  parents: { product_id: 'product' },
  isDefault: 'default_style',
  writes: {
    id: (row) => row.id,
    product_id: (row) => row.product_id,
    name: (row) => row.name,
    original_price: (row) => row.original_price,
    sale_price: (row) => row.sale_price,
    is_default: (row) => row.default_style,
  },
})

export const photos = rowDataset({
  name: 'photos',
  table: 'style_photo',
  columns: {
    id: kinds.id(),
    style_id: kinds.parentId(),
    url: kinds.url(),
    thumbnail_url: kinds.urlOrNull(),
  },
  parents: { style_id: 'style' },
  writes: {
    id: (row) => row.id,
    style_id: (row) => row.style_id,
    url: (row) => row.url,
    thumbnail_url: (row) => row.thumbnail_url,
  },
})

export const skus = rowDataset({
  name: 'skus',
  table: 'sku',
  columns: {
    id: kinds.id(),
    style_id: kinds.parentId(),
    size: kinds.lineOrNull(60),
    quantity: kinds.whole(0, MAX_QUANTITY),
  },
  parents: { style_id: 'style' },
  writes: {
    id: (row) => row.id,
    style_id: (row) => row.style_id,
    size: (row) => row.size,
    quantity: (row) => row.quantity,
  },
  merge: { quantity: 'stock' },
})

export const related = rowDataset({
  name: 'related',
  table: 'related_product',
  columns: {
    id: kinds.id(),
    product_id: alias(kinds.parentId(), 'current_product_id'),
    related_id: alias(kinds.parentId(), 'related_product_id'),
  },
  parents: { product_id: 'product', related_id: 'product' },
  check: (row) =>
    row.product_id === row.related_id ? { code: 'SELF_LINK', column: 'related_id' } : null,
  writes: {
    id: (row) => row.id,
    product_id: (row) => row.product_id,
    related_id: (row) => row.related_id,
  },
})

/** Each session becomes a guest of its own. */
export const cart = rowDataset({
  name: 'cart',
  table: 'cart_item',
  how: 'carts',
  columns: {
    id: kinds.id(),
    user_session: kinds.line(200),
    product_id: kinds.parentId(),
    active: kinds.flag(),
  },
  parents: { product_id: 'product' },
  writes: {
    id: (row) => row.id,
    session: (row) => row.user_session,
    product_id: (row) => row.product_id,
    active: (row) => row.active,
  },
  merge: { session: 'keep', product_id: 'keep' },
})
