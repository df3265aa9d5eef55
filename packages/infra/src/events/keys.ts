/** Redis keys of the stream of events. They share a hash tag, and all releases share them: one publishes, others read. */
export interface EventKeys {
  /** A hash: `epoch` and `seq` of the last event, and the `run` of the server that they were given out by. */
  readonly head: string
  /** A stream: `channel` and `payload` of each event under `epoch-seq`. */
  readonly stream: string
  /** A sorted set: ids of what was published of late, by time. */
  readonly published: string
}

export function eventKeys(prefix: string): EventKeys {
  const base = `${prefix}:{events}`
  return { head: `${base}:head`, stream: `${base}:stream`, published: `${base}:published` }
}
