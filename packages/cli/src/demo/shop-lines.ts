import { plural } from '../format.ts'
import type { Shop, ShownProduct } from './demo-shop.ts'

/** Where the shop is looked at, for people. */
export function shopLines(
  url: string,
  { products, game, merchandise }: Omit<Shop, 'games'>,
): string {
  return [
    `A shop with ${plural(products, 'product')}. The page of ${said(game)}:`,
    `  ${url}/trpc/catalog.productPage?input=${encodeURIComponent(JSON.stringify({ idOrSlug: game.slug }))}`,
    `${merchandise.name}, as front ends of Atelier ask for it:`,
    `  ${url}/atelier/products/${merchandise.id}`,
  ].join('\n')
}

function said({ name, reviews, questions }: ShownProduct): string {
  return `${name}, with ${plural(reviews, 'review')} and ${plural(questions, 'question')}`
}
