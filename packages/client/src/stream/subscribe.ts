import { encodeInput } from '../call.ts'
import { aborted } from '../errors.ts'
import type { SubscribeOptions } from '../procedure.ts'
import { SharedStream, type StreamContext, type StreamSubject } from './shared-stream.ts'
import { type StreamEvent, Subscriber } from './subscriber.ts'

export type Subscribe = (
  path: string,
  input?: Readonly<Record<string, unknown>>,
  options?: SubscribeOptions,
) => AsyncGenerator<StreamEvent, void, undefined>

/** Subscriptions of one client. Those that want the same share a stream; one from an event on has its own. */
export function createSubscribe(context: StreamContext): Subscribe {
  const shared = new Map<string, SharedStream>()

  function streamOf(subject: StreamSubject): SharedStream {
    if (subject.lastEventId !== undefined) return new SharedStream(context, subject, () => {})
    const key = `${subject.path} ${encodeInput(subject.input)}`
    const stream = shared.get(key) ?? new SharedStream(context, subject, () => shared.delete(key))
    shared.set(key, stream)
    return stream
  }

  async function* follow(
    subject: StreamSubject,
    subscriber: Subscriber,
    signal: AbortSignal | undefined,
  ): ReturnType<Subscribe> {
    if (signal?.aborted) throw aborted(signal)
    const leave = streamOf(subject).join(subscriber)
    const onAbort = (): void => {
      subscriber.end(aborted(signal), { leaving: true })
      leave()
    }
    signal?.addEventListener('abort', onAbort)
    try {
      yield* subscriber.events()
    } finally {
      signal?.removeEventListener('abort', onAbort)
      leave()
    }
  }

  return (path, input, { signal } = {}) => {
    const subject = subjectOf(path, input)
    const subscriber = new Subscriber(subject.lastEventId !== undefined)
    const events = follow(subject, subscriber, signal)
    // A generator returns when it has got what it waits for: an event, tomorrow.
    const finish = events.return.bind(events)
    events.return = (value) => {
      subscriber.end(undefined, { leaving: true })
      return finish(value)
    }
    return events
  }
}

/** The same channels are the same subject, in whichever order. */
function subjectOf(path: string, given: Readonly<Record<string, unknown>> = {}): StreamSubject {
  const { lastEventId, ...input } = given
  const { channels } = input
  return {
    path,
    input: Array.isArray(channels) ? { ...input, channels: [...new Set(channels)].sort() } : input,
    lastEventId: typeof lastEventId === 'string' ? lastEventId : undefined,
  }
}
