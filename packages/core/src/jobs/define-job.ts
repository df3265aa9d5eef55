import type { z } from 'zod'

/** The queues there are. One BullMQ queue each; `bulk` work never stands before interactive work. */
export const QUEUES = ['stats', 'ops', 'bulk'] as const
export type QueueName = (typeof QUEUES)[number]

/**
 * A job is declared once; producer, handler map, schedules and dashboard derive from this value.
 * Inputs are parsed at enqueue and again at run. They hold ids, never documents or secrets.
 */
export interface JobDefinition<
  Name extends string = string,
  Input extends z.ZodType = z.ZodType,
  Result extends z.ZodType = z.ZodType,
> {
  readonly name: Name
  readonly queue: QueueName
  readonly input: Input
  readonly result: Result
  /** Runs before the job is dead, the first included. */
  readonly attempts: number
  /** First retry delay, milliseconds; doubles each time, with jitter. */
  readonly backoffMs: number
  /** A run is aborted after this many milliseconds. */
  readonly timeoutMs: number
  /**
   * Jobs with the same key are coalesced: at most one active and one waiting. For wake-ups, whose
   * handler takes all the work there is.
   */
  readonly coalesceKey?: (input: z.output<Input>) => string
  /** CPU-bound: runs in a worker thread, so that locks are renewed while it computes. */
  readonly sandboxed?: boolean
}

export function defineJob<Name extends string, Input extends z.ZodType, Result extends z.ZodType>(
  definition: JobDefinition<Name, Input, Result>,
): JobDefinition<Name, Input, Result> {
  return definition
}
