import { get, queryUrl } from './http.ts'
import type { Bench } from './scenario.ts'

/** Cursors of the pages of a feed. How many posts a page has is not in them. */
export interface FeedCursors {
  /** Of small pages at the head, which a cache holds. */
  readonly head: readonly string[]
  /** Of pages that it does not hold. */
  readonly behind: readonly string[]
  /** Of the last page. */
  readonly deepest: string
  /** Of all stretches of a snapshot. */
  readonly hot: readonly string[]
}

const HEAD_PAGES = 80
/** Posts of a page when the whole feed is walked. */
const STRIDE = 100
/** Strides that may be in a cache. */
const CACHED_STRIDES = 15

export async function feedCursors(bench: Bench, url: string, limit: number): Promise<FeedCursors> {
  const head = await headCursors(bench, url, limit)
  const all = await walk(bench, { url, input: { limit: STRIDE }, pages: Number.POSITIVE_INFINITY })
  const hot = await walk(bench, { url, input: { limit: STRIDE, sort: 'hot' }, pages: 1_000 })
  return {
    ...{ head, hot },
    behind: all.slice(CACHED_STRIDES, CACHED_STRIDES + 500),
    deepest: all.at(-1) ?? '',
  }
}

/** Of the first pages alone. */
export function headCursors(bench: Bench, url: string, limit: number): Promise<readonly string[]> {
  return walk(bench, { url, input: { limit }, pages: HEAD_PAGES })
}

async function walk(
  bench: Bench,
  of: { readonly url: string; readonly input: object; readonly pages: number },
): Promise<readonly string[]> {
  const cursors: string[] = []
  while (cursors.length < of.pages) {
    bench.signal.throwIfAborted()
    const input = { ...of.input, cursor: cursors.at(-1) }
    const { result } = JSON.parse(await get(queryUrl(of.url, 'feed.list', input)))
    if (result.data.nextCursor === null) break
    cursors.push(result.data.nextCursor)
  }
  return cursors
}
