import type { Ctx } from '@loadout/core'
import {
  type SaveOutcome,
  type StoreDocumentInput,
  saveProducts,
  storeDocumentSchema,
} from '@loadout/core/catalog'
import { transact } from '@loadout/core/db'

/** Saves documents as an import does, in one transaction. */
export function save(
  ctx: Ctx,
  documents: readonly StoreDocumentInput[],
  options = { createIds: false },
): Promise<readonly SaveOutcome[]> {
  const parsed = documents.map((document) => storeDocumentSchema.parse(document))
  return transact(ctx.db, (tx) => saveProducts(ctx, tx, parsed, options))
}

/** Saves one document that is not refused, and returns the id of its product. */
export async function saved(ctx: Ctx, document: StoreDocumentInput): Promise<number> {
  const [outcome] = await save(ctx, [document])
  if (outcome === undefined || outcome.outcome === 'refused') throw new Error('was refused')
  return outcome.id
}

/** A game with something of everything. */
export const game = (key: string, over: Partial<StoreDocumentInput> = {}): StoreDocumentInput => ({
  source: { source: 'steam', key },
  kind: 'game',
  name: `Game ${key}`,
  tagline: 'Run. Think. Shoot. Live.',
  description: 'A physicist with a crowbar.',
  category: 'Action',
  tags: ['FPS', 'Sci-fi'],
  genres: ['Action'],
  platforms: ['Windows', 'Linux'],
  prices: [
    { currency: 'USD', amount: 999, saleAmount: 99 },
    { currency: 'EUR', amount: 819 },
  ],
  features: [{ name: 'Players', value: '1' }, { name: 'Cloud saves' }],
  media: [
    { kind: 'trailer', url: 'https://cdn.test/t.mp4', thumbnailUrl: 'https://cdn.test/t.jpg' },
    { kind: 'image', url: 'https://cdn.test/a.jpg' },
  ],
  game: {
    companies: [
      { name: 'Valve', role: 'developer' },
      { name: 'Sierra', role: 'publisher' },
      { name: 'Valve', role: 'publisher' },
    ],
    titles: [{ region: 'JP', title: 'ハーフライフ' }],
    modes: ['single-player'],
    releases: [
      { platform: 'PS2', region: 'NA', date: '2001-Q4' },
      { platform: 'Windows', date: '1998-11-08' },
      { platform: 'Dreamcast' },
    ],
    ageRatings: [{ board: 'ESRB', rating: 'M', descriptors: ['Blood', 'Violence'] }],
    requirements: [{ os: 'Windows', minimum: [{ name: 'RAM', value: '24 MB' }] }],
    languages: [{ name: 'English', interface: true, audio: true }],
    criticReviews: [
      { outlet: 'PC Gamer', score: 97, publishedOn: '1999-01-01' },
      { outlet: 'Edge', score: 60 },
      { outlet: 'Wire' },
    ],
    achievements: [{ name: 'Hello', share: 0.5 }],
    socials: [{ kind: 'website', url: 'https://example.com/' }],
    elsewhere: [
      { source: 'steam', positive: 124_534, negative: 3_339, medianPlaytimeMinutes: 317 },
    ],
  },
  ...over,
})

/** A garment with two styles. */
export const garment = (
  key: string,
  over: Partial<StoreDocumentInput> = {},
): StoreDocumentInput => ({
  source: { source: 'own', key },
  kind: 'merch',
  name: `Garment ${key}`,
  category: 'Jackets',
  prices: [{ currency: 'USD', amount: 14_000 }],
  styles: [
    {
      name: 'Black',
      price: { amount: 14_000, saleAmount: 10_000 },
      isDefault: true,
      photos: [{ url: 'https://cdn.test/black.jpg', thumbnailUrl: 'https://cdn.test/black-s.jpg' }],
      skus: [
        { size: 'S', quantity: 3 },
        { size: 'M', quantity: 0 },
      ],
    },
    { name: 'White', price: { amount: 15_000 }, skus: [{ size: 'S', quantity: 7 }] },
  ],
  ...over,
})
