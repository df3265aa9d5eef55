import { ANONYMOUS, AppError, type Services } from '@loadout/core'
import { feedsContract, feedText, nameOf, scopeOf } from '@loadout/core/feeds'
import { statsRevision } from '@loadout/core/stats'
import { productPageText, productPageVersion, storefrontContract } from '@loadout/core/storefront'
import type { AnyRouter } from '@trpc/server'
import type { Kit } from '../kit.ts'
import { etagOf, isKnown } from './etag.ts'
import type { FastCall } from './fast-calls.ts'
import type { RevisionSourceName } from './meta.ts'
import { runShared } from './shared-call.ts'

/** The JSON of one answer in UTF-8, or null: the caller has it. */
export interface FastAnswer {
  readonly json: Uint8Array<ArrayBuffer> | null
  /** Says which state of the data it is, where that is known. */
  readonly etag: string | null
  /** What `SharedCache.kept` knows it by, which holds a `KeptPage`. */
  readonly keptAs?: string
}

/** An answer as a process keeps it for a moment. */
export interface KeptPage {
  readonly json: Uint8Array<ArrayBuffer>
  readonly etag: string
}

/** Answers one call. Throws whatever is wrong with it: stock tRPC will say so. */
export type Answerer = (call: FastCall, ifNoneMatch: string | null) => Promise<FastAnswer>

/** How the calls of each source are answered. */
export function createAnswerers(
  kit: Kit,
  router: AnyRouter,
): Readonly<Record<RevisionSourceName, Answerer>> {
  const { services, version } = kit.deps
  return {
    stats: statistics(kit, router),
    product: productPages(services, version),
    feed: feedPages(services),
  }
}

/** Any procedure of the statistics: one revision for all, answers as stock tRPC makes them. */
function statistics(kit: Kit, router: AnyRouter): Answerer {
  const { services } = kit.deps
  const source = { name: 'stats', revision: () => statsRevision(services) }
  return async (call) => {
    const key = `trpc:${call.path}:${call.inputText}`
    const load = () => runShared(kit, router, call)
    return { json: await services.readCache.recent(key, source, load), etag: null }
  }
}

/**
 * The page of one product, from the JSON that PostgreSQL made of it. A visitor who has the page costs one
 * look at its version, and so does a page that is kept here.
 */
function productPages(services: Services, release: string): Answerer {
  const ctx = { ...services, actor: ANONYMOUS }
  return async ({ inputText }, ifNoneMatch) => {
    const input = storefrontContract.productPageInput.parse(JSON.parse(inputText))
    const present = () => productPageVersion(ctx, input)
    if (ifNoneMatch !== null) {
      const version = await present()
      const etag = etagOf(release, version ?? 'none')
      if (version !== null && isKnown(ifNoneMatch, etag)) return { json: null, etag }
    }
    const { revision, value } = await services.readCache.tagged(
      `productPage:${input.idOrSlug}`,
      present,
      async () => {
        const { version, json } = await productPageText(ctx, input)
        const text = `{"result":{"data":${json}}}`
        return { revision: version, value: new TextEncoder().encode(text) }
      },
    )
    return { json: value, etag: etagOf(release, revision) }
  }
}

/** A page of a feed, the same for everybody, as it was within the last moments; its tag is of what is in it. */
function feedPages(services: Services): Answerer {
  return async ({ inputText }, ifNoneMatch) => {
    const input = feedsContract.feedListInput.parse(inputText === '' ? {} : JSON.parse(inputText))
    // Who has written something waits for no moment to pass.
    if (input.after !== undefined) throw new AppError('BAD_INPUT')
    const lists = [nameOf(await scopeOf(services, input))]
    const keptAs = `feed:${inputText}`
    const load = async (): Promise<KeptPage> => {
      const text = `{"result":{"data":${await feedText(services, input)}}}`
      const json = new TextEncoder().encode(text)
      return { json, etag: etagOf(services.codec.sha256(json).slice(0, 32)) }
    }
    const { json, etag } = await services.sharedCache.local(keptAs, lists, load)
    return { json: isKnown(ifNoneMatch, etag) ? null : json, etag, keptAs }
  }
}
