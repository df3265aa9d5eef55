export * as storefrontContract from './contract.ts'
export { productPage, productPageText, productPageVersion } from './product-page.ts'
