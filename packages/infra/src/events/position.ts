/**
 * A place in the stream of events. Within an epoch `seq` has no gaps; whatever makes Redis forget, or run with an older
 * state, begins another epoch, later than all before it. So two places of one epoch say what lies between them, and two
 * of different epochs that nobody knows.
 */
export interface Position {
  readonly epoch: number
  readonly seq: number
}

/** As Redis writes it: `epoch-seq` is the id of an event in the stream. */
export const toEntryId = ({ epoch, seq }: Position): string => `${epoch}-${seq}`

/** As callers get it. */
export const toEventId = ({ epoch, seq }: Position): string => `${epoch}.${seq}`

/** Of an id as Redis or as callers have it. */
export function toPosition(id: string): Position {
  const [epoch, seq] = id.split(/[-.]/)
  return { epoch: Number(epoch), seq: Number(seq) }
}

/** Whether `next` is the event that comes right after `last`. */
export const follows = (next: Position, last: Position): boolean =>
  next.epoch === last.epoch && next.seq === last.seq + 1
