/** Browsers open six connections to a server at most: pages that nobody sees give theirs back. */
const PATIENCE_MS = 30_000

export interface Watch {
  /** Whether the page has been hidden for a while. */
  isAway(): boolean
  stop(): void
}

/** What a browser has, and other runtimes' types know nothing of. */
interface Page {
  readonly document: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> & {
    readonly visibilityState?: string
  }
}

/** Calls `changed` when the page is away, and when it is back. Where there is no page, it never is. */
export function watchPage(changed: () => void): Watch {
  const { document } = globalThis as Partial<Page>
  if (document?.visibilityState === undefined) return { isAway: () => false, stop() {} }
  let isAway = false
  let hiddenAt = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function look(): void {
    clearTimeout(timer)
    if (document?.visibilityState === 'hidden') {
      hiddenAt = Date.now()
      timer = setTimeout(() => {
        isAway = true
        changed()
      }, PATIENCE_MS)
      return
    }
    // The timers of a page that slept have slept too, and its connection has hardly lived on.
    const wasAway = isAway || (hiddenAt > 0 && Date.now() - hiddenAt >= PATIENCE_MS)
    isAway = false
    hiddenAt = 0
    if (wasAway) changed()
  }

  document.addEventListener('visibilitychange', look)
  if (document.visibilityState === 'hidden') look()
  return {
    isAway: () => isAway,
    stop() {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', look)
    },
  }
}
