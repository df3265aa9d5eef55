import type { z } from 'zod'
import { MAX_UNREAD, type unreadOutput } from './contract.ts'

/** `n`: counted no further than one more than MAX_UNREAD. */
export const toUnread = (n: number): z.output<typeof unreadOutput> => ({
  unread: Math.min(n, MAX_UNREAD),
  more: n > MAX_UNREAD,
})
