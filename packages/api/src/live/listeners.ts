import type { Frame } from './frames.ts'

/** Somebody who listens. */
export interface Listener {
  readonly channels: readonly string[]
  /** Must not throw, nor wait. */
  hear(frame: Frame): void
}

/** Those who listen, by their channels. */
export class Listeners {
  readonly #ofChannel = new Map<string, Set<Listener>>()
  readonly #gone = new WeakSet<Listener>()

  /** One who has left before is not taken in any more. */
  add(listener: Listener, greeting: readonly Frame[]): void {
    if (this.#gone.has(listener)) return
    for (const channel of listener.channels) {
      this.#ofChannel.set(channel, (this.#ofChannel.get(channel) ?? new Set()).add(listener))
    }
    for (const frame of greeting) listener.hear(frame)
  }

  remove(listener: Listener): void {
    this.#gone.add(listener)
    for (const channel of listener.channels) {
      const others = this.#ofChannel.get(channel)
      others?.delete(listener)
      if (others?.size === 0) this.#ofChannel.delete(channel)
    }
  }

  /** Whether anybody hears what happens in a channel. */
  hear(channel: string): boolean {
    return this.#ofChannel.has(channel)
  }

  tell(channel: string, frame: Frame): void {
    for (const listener of this.#ofChannel.get(channel) ?? []) listener.hear(frame)
  }

  /** Each once, whatever they listen to. */
  tellAll(frame: Frame): void {
    this.tellAny(this.#ofChannel.keys(), frame)
  }

  /** Each of those who listen to any of the channels once. */
  tellAny(channels: Iterable<string>, frame: Frame): void {
    const all = new Set<Listener>()
    for (const channel of channels) {
      for (const listener of this.#ofChannel.get(channel) ?? []) all.add(listener)
    }
    for (const listener of all) listener.hear(frame)
  }
}
