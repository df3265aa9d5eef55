import type { liveContract } from '@loadout/core/live'
import { bearer } from '../people.ts'

/** An event as it came, with its id. */
export interface Told {
  readonly id: string
  readonly event: liveContract.LiveEvent
}

/** A stream that is read as it comes. */
export interface Reading {
  readonly response: Response
  /** All that came so far. */
  readonly told: Told[]
  /** The bytes. */
  text(): string
  /** Resolves when the other side has ended it. */
  readonly ended: Promise<void>
  /** Leaves. */
  leave(): Promise<void>
}

type Asked = (path: string, init: RequestInit) => Response | Promise<Response>

export const liveUrl = (lastEventId?: string) =>
  `/trpc/live.events?input=${encodeURIComponent(JSON.stringify({ channels: ['notifications'], lastEventId }))}`

/** Opens a stream, and reads it. Throws, with the answer, when it is refused. */
export async function listen(
  ask: Asked,
  { token }: { readonly token: string },
  lastEventId?: string,
): Promise<Reading> {
  const response = await ask(liveUrl(lastEventId), { headers: bearer(token) })
  if (!response.ok || response.body === null) throw new Error(await response.text())
  const reader = response.body.getReader()
  const told: Told[] = []
  let text = ''
  let read = 0
  async function readAll(): Promise<void> {
    const decoder = new TextDecoder()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      text += decoder.decode(value, { stream: true })
      const end = text.lastIndexOf('\n\n\n')
      if (end < read) continue
      told.push(...text.slice(read, end).split('\n\n\n').flatMap(toTold))
      read = end + 3
    }
  }
  return {
    ...{ response, told, text: () => text, ended: readAll().catch(() => undefined) },
    leave: () => reader.cancel(),
  }
}

function toTold(block: string): readonly Told[] {
  const [, data, id] = /^data: (.*)\nid: (.*)$/.exec(block) ?? []
  return data === undefined || id === undefined ? [] : [{ id, event: JSON.parse(data) }]
}

/** What kinds of events came. */
export const typesOf = ({ told }: Pick<Reading, 'told'>) => told.map(({ event }) => event.type)
