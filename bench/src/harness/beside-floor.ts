import { loadPages, startFloorOf, type Target } from './page-load.ts'
import type { Bench } from './scenario.ts'

/** An API and a bare server that answers the same bytes. */
export interface BesideFloor extends AsyncDisposable {
  readonly api: Target
  readonly floor: Target
}

const WARM_UP_SECONDS = 3

/** Starts the floor of these pages; the API has compiled its code for them. The bench must be one of `withServerTimes`. */
export async function startBesideFloor(
  bench: Bench,
  { perSecond, ...api }: Target & { readonly perSecond: number },
): Promise<BesideFloor> {
  const { server, ...floor } = await startFloorOf(bench, api.urls)
  try {
    await loadPages(bench, { ...api, perSecond, seconds: WARM_UP_SECONDS })
  } catch (error) {
    await server[Symbol.asyncDispose]()
    throw error
  }
  return { api, floor, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}
