import type { z } from 'zod'
import { type Actor, requireAccount } from '../actor.ts'
import { channelOf } from '../notifications/index.ts'
import type { Channel, liveEventsInput } from './contract.ts'

/** How each channel is called where events are, for the one who listens. */
const NAMES: Readonly<Record<Channel, (actor: Actor) => string>> = {
  notifications: (actor) => channelOf(requireAccount(actor)),
}

/** What somebody may listen to, by the names that events have. Throws UNAUTHENTICATED or FORBIDDEN. */
export function channelsOf(
  actor: Actor,
  { channels }: Pick<z.output<typeof liveEventsInput>, 'channels'>,
): readonly string[] {
  return [...new Set(channels.map((channel) => NAMES[channel](actor)))]
}
