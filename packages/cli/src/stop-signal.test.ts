import { afterEach, describe, expect, it, vi } from 'vitest'
import { stopSignal } from './stop-signal.ts'

/** As one that takes any name: signals and `disconnect` are typed apart. */
const emitter: NodeJS.EventEmitter = process

const EVENTS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const

/** The listeners of this command only: the test runner has its own. */
function listening<Result>(work: (ask: (event: string) => void) => Result): Result {
  const before = new Map(EVENTS.map((event) => [event as string, emitter.listeners(event)]))
  const ask = (event: string) => {
    for (const listener of emitter.listeners(event)) {
      if (!before.get(event)?.includes(listener)) Reflect.apply(listener, process, [event])
    }
  }
  return work(ask)
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('stopSignal', () => {
  it.each(EVENTS)('asks the command to stop at %s, without ending it', (event) => {
    const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never)
    const onStop = vi.fn()
    listening((ask) => {
      const { signal, release } = stopSignal(onStop)
      expect(signal.aborted).toBe(false)
      ask(event)
      expect(signal.aborted).toBe(true)
      expect(onStop).toHaveBeenCalledOnce()
      expect(exit).not.toHaveBeenCalled()
      release()
    })
  })

  it('takes what terminal, npm and boot script pass on at once for one request', () => {
    const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never)
    const onStop = vi.fn()
    listening((ask) => {
      const { release } = stopSignal(onStop)
      for (const event of ['SIGINT', 'SIGINT', 'SIGTERM', 'disconnect']) ask(event)
      expect(onStop).toHaveBeenCalledOnce()
      expect(exit).not.toHaveBeenCalled()
      release()
    })
  })

  it('ends the process at a second request, with the exit code of an interrupt', () => {
    const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never)
    const clock = vi.spyOn(performance, 'now')
    listening((ask) => {
      const { release } = stopSignal(() => {})
      clock.mockReturnValue(1_000)
      ask('SIGINT')
      clock.mockReturnValue(2_001)
      ask('SIGINT')
      expect(exit).toHaveBeenCalledWith(130)
      release()
    })
  })

  it('listens no longer once it is released', () => {
    const counts = () => EVENTS.map((event) => emitter.listenerCount(event))
    const before = counts()
    const { release } = stopSignal(() => {})
    expect(counts()).toEqual(before.map((count) => count + 1))
    release()
    expect(counts()).toEqual(before)
  })
})
