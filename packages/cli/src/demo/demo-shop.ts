import { createClient, type Loadout } from '@loadout/client'
import type { StorePage } from '@loadout/simulator/store'
import { storeOpinions } from './store-opinions.ts'

export interface ShopOptions {
  readonly url: string
  /** With the scopes `catalog:write` and `staff:write`. */
  readonly key: string
}

/** What a product is found by. */
export interface ShownProduct {
  readonly id: number
  readonly slug: string
  readonly name: string
  readonly reviews: number
  readonly questions: number
}

export interface Shop {
  readonly products: number
  /** Of them: not there before. */
  readonly added: number
  /** The game that most is written about. */
  readonly game: ShownProduct
  /** It and those that follow. */
  readonly games: readonly ShownProduct[]
  readonly merchandise: ShownProduct
}

/** Small enough to be there within seconds. Reviews: of a product on average. */
const SHOP = { seed: 'demo', pages: 40, merch: 10, reviews: 4 } as const

const GAMES_SHOWN = 4

/** Who writes: each of them reviews a product once. */
const GUESTS = 8

/**
 * Products are loaded in groups, and a group takes so long at least: visitors of one address may write 200
 * times a second, and a group comes to less than half of that. Milliseconds.
 */
const GROUP = 10
const GROUP_MS = 400

/**
 * Loads games, add-ons and merchandise with what people write about them, all through the HTTP door. What is
 * there already stays as it is, with its reviews.
 */
export async function loadShop({ url, key }: ShopOptions): Promise<Shop> {
  // The texts come from a large library, which no other command needs.
  const { simulateStore } = await import('@loadout/simulator/store')
  const shop = createClient({ url, apiKey: key })
  const pages = [...simulateStore(SHOP)]
  const ids = new Map<StorePage, SavedPage>()
  let guests: readonly Loadout[] | null = null
  let added = 0
  for (let from = 0; from < pages.length; from += GROUP) {
    const startedAt = performance.now()
    const saved = await savePages(shop, pages.slice(from, from + GROUP))
    const fresh = saved.filter(({ isNew }) => isNew)
    for (const one of saved) ids.set(one.page, one)
    if (fresh.length === 0) continue
    added += fresh.length
    guests ??= await inviteGuests(url)
    await storeOpinions({ shop, guests }, fresh)
    await atLeast(GROUP_MS, startedAt)
  }
  return { products: pages.length, added, ...shownOf([...ids.values()]) }
}

export interface SavedPage {
  readonly page: StorePage
  readonly id: number
  readonly slug: string
  readonly isNew: boolean
}

/** One after the other, because a game must be there before its add-ons. */
async function savePages(shop: Loadout, pages: readonly StorePage[]): Promise<SavedPage[]> {
  const saved: SavedPage[] = []
  for (const page of pages) {
    const { id, slug, outcome } = await shop.catalog.save.mutate(page.document)
    saved.push({ page, id, slug, isNew: outcome === 'inserted' })
  }
  return saved
}

async function inviteGuests(url: string): Promise<readonly Loadout[]> {
  const door = createClient({ url })
  return Promise.all(
    Array.from({ length: GUESTS }, async () => {
      const { token } = await door.account.guest.mutate()
      return createClient({ url, guestToken: token })
    }),
  )
}

function shownOf(saved: readonly SavedPage[]): Pick<Shop, 'game' | 'games' | 'merchandise'> {
  const shown = saved.map(({ page, id, slug }) => ({
    ...{ id, slug, kind: page.document.kind, name: page.document.name },
    styles: page.document.styles?.length ?? 0,
    reviews: Math.min(GUESTS, page.reviews().length),
    questions: page.questions().length,
  }))
  const games = shown
    .filter(({ kind }) => kind === 'game')
    .toSorted((a, b) => b.reviews + b.questions - a.reviews - a.questions)
    .slice(0, GAMES_SHOWN)
  const [game] = games
  const [merchandise] = shown.toSorted((a, b) => b.styles - a.styles)
  if (game === undefined || merchandise === undefined) throw new Error('the demo shop is empty')
  return { game, games, merchandise }
}

function atLeast(ms: number, startedAt: number): Promise<void> {
  const left = startedAt + ms - performance.now()
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, left)))
}
