import { setTimeout as sleep } from 'node:timers/promises'
import { notificationsContract as contract } from '@loadout/core/notifications'
import { type Loaded, type Told, toTold } from './page.ts'

export interface LoadOptions {
  readonly urls: () => readonly string[]
  readonly headers: Readonly<Record<string, string>>
  /** Then nothing is loaded any more. */
  readonly signal: AbortSignal
}

const NOTHING: Loaded = { told: [], unread: 0 }

/** All that somebody is told, asked of any server until one answers. */
export async function loadList(options: LoadOptions): Promise<Loaded> {
  for (let turn = 0; !options.signal.aborted; turn += 1) {
    const urls = options.urls()
    const url = urls[turn % urls.length]
    const loaded = url === undefined ? null : await load(url, options).catch(() => null)
    if (loaded !== null) return loaded
    await sleep(20)
  }
  return NOTHING
}

async function load(url: string, { headers, signal }: LoadOptions): Promise<Loaded | null> {
  const ask = async (path: string, input: object): Promise<unknown> => {
    const query = new URLSearchParams({ input: JSON.stringify(input) })
    const response = await fetch(`${url}/trpc/${path}?${query}`, { headers, signal })
    if (!response.ok) throw new Error(`${path}: ${response.status}`)
    return JSON.parse(await response.text()).result.data
  }
  const { unread } = contract.unreadOutput.parse(await ask('notifications.unread', {}))
  const told: Told[] = []
  let cursor: string | undefined
  do {
    const page = contract.notificationListOutput.parse(
      await ask('notifications.list', { limit: 100, cursor }),
    )
    told.push(...page.items.map(toTold))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return { told, unread }
}
