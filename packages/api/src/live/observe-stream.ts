/** Its reader has left or does not read, or is not to listen any more, or this process is about to stop. */
export type StreamEnd = 'left' | 'slow' | 'not allowed' | 'stopping'

/** Told that a stream is open; returns what is to be told how it has ended. */
export type ObserveStream = () => (how: StreamEnd) => void
