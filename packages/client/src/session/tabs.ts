import type { News } from './auth-tracker.ts'

/** Those who hold the same session: the tabs of a browser. */
export interface Tabs {
  /** How long one attempt to renew may take. */
  readonly attemptMs: number
  /** Runs `task` while no other tab runs one. `waited`: another one had to end first. */
  alone<Result>(task: (waited: boolean) => Promise<Result>): Promise<Result>
  tell(news: News): void
  /** Settles with the next news, or when there can hardly be any from who ended before. */
  news(): Promise<void>
}

export type OpenTabs = (name: string, onNews: (news: News) => void) => Tabs

/** The part of `navigator.locks` that is used. */
export interface Locks {
  request(
    name: string,
    options: { ifAvailable?: boolean; steal?: boolean; signal?: AbortSignal },
    task: (lock: unknown) => Promise<unknown> | undefined,
  ): Promise<unknown>
  query(): Promise<{ held?: { readonly name?: string; readonly clientId?: string }[] }>
}

/** The part of a BroadcastChannel that is used. */
export interface Channel {
  postMessage(message: unknown): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
}

export interface Browser {
  readonly locks: Locks | undefined
  readonly openChannel: ((name: string) => Channel) | undefined
}

/** What this browser has of both; old browsers and other runtimes have neither. */
export function thisBrowser(): Browser {
  return {
    locks: globalThis.navigator?.locks,
    openChannel: globalThis.BroadcastChannel && openChannel,
  }
}

/** Runtimes describe theirs differently: this much of it is the same in all. */
function openChannel(name: string): Channel {
  const channel = new BroadcastChannel(name)
  // Node would stay alive for it.
  if ('unref' in channel && typeof channel.unref === 'function') channel.unref()
  return {
    postMessage: (message) => channel.postMessage(message),
    addEventListener: (type, listener) =>
      channel.addEventListener(type, (event: Event) => {
        if ('data' in event) listener({ data: event.data })
      }),
  }
}

/** A caller without other tabs: tasks take turns in this process. */
export const openAlone: OpenTabs = () => ({
  attemptMs: ATTEMPT_MS,
  alone: takingTurns(),
  tell() {},
  async news() {},
})

/** Tabs find each other by `name`. */
export function tabsOf({ locks, openChannel }: Browser): OpenTabs {
  return (name, onNews) => {
    const channel = openChannel?.(name)
    let wake = (): void => {}
    channel?.addEventListener('message', ({ data }) => {
      if (data !== 'renewed' && data !== 'signed-in' && data !== 'signed-out') return
      onNews(data)
      wake()
    })
    return {
      attemptMs: locks ? ATTEMPT_MS : UNLOCKED_ATTEMPT_MS,
      alone: locks ? (task) => underLock(locks, name, task) : takingTurns(),
      tell: (news) => channel?.postMessage(news),
      news: () =>
        new Promise((resolve) => {
          if (!channel) return resolve()
          const timer = setTimeout(resolve, NEWS_MS)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        }),
    }
  }
}

const ATTEMPT_MS = 8_000

// Without locks two tabs may send the same token. The server takes it for stolen 10 s after it was renewed,
// so the answer to one and the request of the other have to fit into that.
const UNLOCKED_ATTEMPT_MS = 5_000

// A message and the lock that its sender gave up take different ways to the next tab.
const NEWS_MS = 50

// Longer than an attempt to renew takes: who holds the lock for this long is frozen or broken, and is robbed.
// The thief renews with the same token, which the server answers with the same successor.
const PATIENCE_MS = 10_000

async function underLock<Result>(
  locks: Locks,
  name: string,
  task: (waited: boolean) => Promise<Result>,
): Promise<Result> {
  let result: Promise<Result> | undefined
  const take = (options: Parameters<Locks['request']>[1], waited: boolean) =>
    locks.request(name, options, (lock) => {
      if (lock === null) return undefined
      result = task(waited)
      return result
    })
  try {
    await take({ ifAvailable: true }, false)
    while (result === undefined) {
      const holder = await holderOf(locks, name)
      const isTaken = await inTime(
        (signal) => take({ signal }, true),
        () => result !== undefined,
      )
      if (isTaken) break
      if ((await holderOf(locks, name)) === holder) await take({ steal: true }, true)
    }
  } catch {
    // This page may have no locks, or it was robbed: then it goes on without.
  }
  return await (result ?? task(true))
}

/** Whether `take` got its turn before the patience ran out. Rejects when there is another reason why not. */
async function inTime(
  take: (signal: AbortSignal) => Promise<unknown>,
  hasTurn: () => boolean,
): Promise<boolean> {
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS)
  try {
    await take(patience.signal)
    return true
  } catch (error) {
    if (hasTurn() || !patience.signal.aborted) throw error
    return false
  } finally {
    clearTimeout(timer)
  }
}

/** The tab that has the lock now. */
async function holderOf(locks: Locks, name: string): Promise<string | undefined> {
  const { held = [] } = await locks.query()
  return held.find((lock) => lock.name === name)?.clientId
}

function takingTurns(): Tabs['alone'] {
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const turn = last.then(() => task(false))
    last = turn.catch(() => {})
    return turn
  }
}
