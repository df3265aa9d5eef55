import type { SendCall } from '../batcher.ts'
import { encodeInput, type Outcome } from '../call.ts'
import { decodeResponse } from '../decode.ts'
import { LoadoutError } from '../errors.ts'
import { noAnswer, request } from '../send.ts'
import type { Settings } from '../settings.ts'
import { LONGEST_TIMER_MS } from '../wait.ts'
import { EventStreamParser, type Message } from './event-stream.ts'
import type { StreamEvent } from './subscriber.ts'

/** Until the server says another one: nothing for so long, not even a ping, and the line is dead. */
const SILENT_MS = 40_000

export interface Plan {
  readonly settings: Settings
  /** The session's part of every call. */
  readonly around: (send: SendCall) => SendCall
  readonly path: string
  /** Asked before every request. */
  readonly input: () => unknown
  readonly opened: () => void
  readonly hear: (event: StreamEvent, id: string) => void
}

/**
 * One connection, from its opening until it ends, by whichever side. Resolves to the error that it was not opened
 * with. Aborting `signal` ends it.
 */
export async function connect(plan: Plan, signal: AbortSignal): Promise<LoadoutError | undefined> {
  const line = new AbortController()
  const drop = (): void => line.abort()
  const watchdog = createWatchdog(drop)
  signal.addEventListener('abort', drop)
  try {
    const outcome = await open(plan, line.signal, watchdog)
    if (!outcome.ok) return outcome.error
    plan.opened()
    await read(outcome.data, { hear: plan.hear, line: line.signal, watchdog })
  } finally {
    watchdog.stop()
    signal.removeEventListener('abort', drop)
    line.abort()
  }
  return undefined
}

type Body = ReadableStream<Uint8Array>

/** Opens it as a query is sent: with the renewal of the session, whose time is its own. */
async function open(plan: Plan, line: AbortSignal, watchdog: Watchdog): Promise<Outcome<Body>> {
  const { settings, around, path, input } = plan
  let opened: Outcome<Body> = badResponse('The answer is not a stream')
  const send: SendCall = async (call, signal) => {
    watchdog.wait(Math.min(settings.timeoutMs, SILENT_MS))
    try {
      const asked = { ...call, json: encodeInput(input()) }
      opened = await bodyOf(await request(settings, [asked], signal))
    } catch (cause) {
      opened = { ok: false, error: noAnswer(settings, cause) }
    }
    watchdog.stop()
    return opened
  }
  const call = { kind: 'query', path, json: undefined, idempotencyKey: undefined } as const
  const outcome = await around(send)(call, line)
  return outcome.ok ? opened : outcome
}

async function bodyOf(response: Response): Promise<Outcome<Body>> {
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    const { body } = response
    return body ? { ok: true, data: body } : badResponse('This `fetch` does not stream its answers')
  }
  const [outcome] = decodeResponse(response, await response.text(), 1)
  return outcome?.ok === false ? outcome : badResponse('The answer is not a stream')
}

function badResponse(message: string): Outcome<Body> {
  return { ok: false, error: new LoadoutError('BAD_RESPONSE', message) }
}

interface Reading extends Pick<Plan, 'hear'> {
  readonly line: AbortSignal
  readonly watchdog: Watchdog
}

/** Reads until the end, or until something comes that no server of ours says. */
async function read(body: Body, { hear, line, watchdog }: Reading): Promise<void> {
  const reader = body.getReader()
  const parser = new EventStreamParser()
  // Not every `fetch` ends what it has answered with when its signal is aborted.
  const cancel = (): void => void reader.cancel().catch(() => {})
  line.addEventListener('abort', cancel)
  let silentMs = SILENT_MS
  const take = ({ event: name, data, lastEventId }: Message): boolean => {
    const { type, reconnectAfterInactivityMs: ms, ...rest } = parse(data)
    if (name === 'connected' && typeof ms === 'number') silentMs = Math.min(ms, LONGEST_TIMER_MS)
    // Pings have a name, and so has whatever newer servers add.
    if (name !== '') return true
    if (typeof type !== 'string') return false
    hear({ type, ...rest }, lastEventId)
    return true
  }
  let goesOn = true
  while (goesOn) {
    watchdog.wait(silentMs)
    const chunk = line.aborted ? undefined : await reader.read().catch(() => undefined)
    goesOn = chunk?.value !== undefined && parser.push(chunk.value).every(take)
  }
  cancel()
}

/** The members of an object; of anything else, none. */
function parse(data: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(data)
    return { ...Object(value) }
  } catch {
    return {}
  }
}

interface Watchdog {
  /** Barks after so long, unless it is told otherwise before. */
  wait(ms: number): void
  stop(): void
}

function createWatchdog(bark: () => void): Watchdog {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = (): void => clearTimeout(timer)
  return {
    wait(ms) {
      stop()
      timer = setTimeout(bark, ms)
    },
    stop,
  }
}
