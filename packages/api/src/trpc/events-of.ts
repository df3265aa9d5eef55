import type { TrackedEnvelope } from '@trpc/server'
import { type ZodType, z } from 'zod'

const EVENTS = new WeakMap<ZodType, ZodType>()

/** The output of a subscription whose events are of this schema, each with its id. */
export function eventsOf<Event>(schema: ZodType<Event>) {
  const output = z.custom<AsyncIterable<TrackedEnvelope<Event>>>(isAsyncIterable)
  EVENTS.set(output, schema)
  return output
}

/** The schema of the events that an output is made of; undefined: it is no subscription's. */
export const eventSchemaOf = (output: ZodType): ZodType | undefined => EVENTS.get(output)

function isAsyncIterable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}
