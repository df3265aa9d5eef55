export * as catalogContract from './contract.ts'
export { curateRelated } from './curate-related.ts'
export * as gameContract from './game/contract.ts'
export { gameDetail } from './game/json-queries.ts'
export { formatPartialDate } from './game/partial-date.ts'
export { getProduct } from './get-product.ts'
export * as interactionsContract from './interactions/contract.ts'
export { interact } from './interactions/interact.ts'
export { createInteractionLog, type InteractionLog } from './interactions/interaction-log.ts'
export {
  defaultStyleOf,
  imageOf,
  productCard,
  relatedOf,
  styleJson,
  stylesOf,
} from './json-queries.ts'
export { listProducts } from './list-products.ts'
export { listRelated } from './list-related.ts'
export { listStyles } from './list-styles.ts'
export { priceHistory } from './price-history.ts'
export { productJson } from './product-json-queries.ts'
export { computeRelated } from './related/compute-related.ts'
export { renameProduct } from './rename-product.ts'
export { productNotFound, requireProduct } from './require-product.ts'
export type { Refusal, SaveOutcome } from './save/outcome.ts'
export { pointerKeys } from './save/rounds.ts'
export { saveProducts } from './save/save-products.ts'
export { saveProduct } from './save-product.ts'
export * as searchContract from './search/contract.ts'
export {
  createFacetIndex,
  type FacetIndex,
} from './search/facets/facet-index.ts'
export { productFacets } from './search/product-facets.ts'
export { searchProducts } from './search/search-products.ts'
export { suggest } from './search/suggest.ts'
export { setPrice } from './set-price.ts'
export { setStatus } from './set-status.ts'
export { slugify } from './slugify.ts'
export { adjustStock } from './stock/adjust-stock.ts'
export * as stockContract from './stock/contract.ts'
export { releaseExpired } from './stock/release-expired.ts'
export { releaseStock } from './stock/release-stock.ts'
export { reserveStock } from './stock/reserve-stock.ts'
export { takeStock } from './stock/take-stock.ts'
export {
  type SourceKey,
  type StoreDocument,
  type StoreDocumentInput,
  storeDocumentSchema,
} from './store-document.ts'
export {
  adjustSummary,
  catalogueEpoch,
  moveEpoch,
  moveVersions,
  type SummaryDelta,
} from './summary-queries.ts'
