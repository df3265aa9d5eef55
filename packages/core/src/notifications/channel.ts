const PREFIX = 'notifications:'

/** What the events of one account's notifications go by. Of their payloads, `id` is a notification; none: some were read. */
export const channelOf = (accountId: number): string => `${PREFIX}${accountId}`

/** Whose notifications these are; null: it is another kind of channel. */
export const accountOfChannel = (channel: string): number | null =>
  channel.startsWith(PREFIX) ? Number(channel.slice(PREFIX.length)) : null
