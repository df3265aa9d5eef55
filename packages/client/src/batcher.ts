import type { Call, Outcome } from './call.ts'
import { packCalls } from './encode.ts'
import { aborted } from './errors.ts'
import { sendCalls } from './send.ts'
import type { Settings } from './settings.ts'

interface Waiting {
  readonly call: Call
  readonly signal: AbortSignal
  readonly settle: (outcome: Outcome) => void
}

/** Takes one call. Aborting `signal` means that nobody wants the outcome any more. */
export type SendCall = (call: Call, signal: AbortSignal) => Promise<Outcome>

/** Gathers the calls of one tick of the event loop into as few requests as the limits allow. */
export function createBatcher(settings: Settings): SendCall {
  let waiting: Waiting[] = []

  function flush(): void {
    const wanted = new Map<Call, Waiting>()
    for (const item of waiting) {
      if (item.signal.aborted) item.settle({ ok: false, error: aborted(item.signal) })
      else wanted.set(item.call, item)
    }
    waiting = []
    for (const calls of packCalls(settings.endpoint, [...wanted.keys()], settings.batch)) {
      void dispatch(
        settings,
        calls.flatMap((call) => wanted.get(call) ?? []),
      )
    }
  }

  return (call, signal) =>
    new Promise((settle) => {
      if (waiting.length === 0) setTimeout(flush, 0)
      waiting.push({ call, signal, settle })
    })
}

async function dispatch(settings: Settings, items: readonly Waiting[]): Promise<void> {
  const signal = whenAllAborted(items.map((item) => item.signal))
  const outcomes = await sendCalls(
    settings,
    items.map((item) => item.call),
    signal,
  )
  for (const [index, item] of items.entries()) {
    const outcome = outcomes[index]
    if (outcome !== undefined) item.settle(outcome)
  }
}

/** The request goes on for as long as one of its calls is wanted. */
function whenAllAborted(signals: readonly AbortSignal[]): AbortSignal {
  const controller = new AbortController()
  let wanted = signals.length
  for (const signal of signals) {
    signal.addEventListener('abort', () => {
      wanted -= 1
      if (wanted === 0) controller.abort()
    })
  }
  return controller.signal
}
