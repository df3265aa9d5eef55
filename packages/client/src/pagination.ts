import { LoadoutError } from './errors.ts'
import type { Page } from './procedure.ts'

/** Fetches the page that `cursor` points at. */
export type FetchPage = (cursor: string | undefined) => Promise<Page<unknown>>

/** Throws BAD_RESPONSE when a page points back at itself, which would never end. */
export async function* pagesOf(
  fetchPage: FetchPage,
  first: string | undefined,
): AsyncGenerator<Page<unknown>, void, undefined> {
  let cursor = first
  for (;;) {
    const page = await fetchPage(cursor)
    yield page
    if (page.nextCursor === null) return
    if (page.nextCursor === cursor) {
      throw new LoadoutError('BAD_RESPONSE', 'The next page is the same page')
    }
    cursor = page.nextCursor
  }
}

export async function* itemsOf(
  pages: AsyncIterable<Page<unknown>>,
): AsyncGenerator<unknown, void, undefined> {
  for await (const page of pages) yield* page.items
}

/** The first `max` items. */
export async function collectItems(items: AsyncIterable<unknown>, max: number): Promise<unknown[]> {
  const collected: unknown[] = []
  if (max <= 0) return collected
  for await (const item of items) {
    collected.push(item)
    if (collected.length >= max) break
  }
  return collected
}

/** Throws BAD_RESPONSE for an answer that is not a page. */
export function readPage(data: unknown): Page<unknown> {
  if (isPage(data)) return data
  throw new LoadoutError('BAD_RESPONSE', 'The answer is not a page of a list')
}

function isPage(data: unknown): data is Page<unknown> {
  if (typeof data !== 'object' || data === null) return false
  if (!('items' in data) || !Array.isArray(data.items) || !('nextCursor' in data)) return false
  return data.nextCursor === null || typeof data.nextCursor === 'string'
}
