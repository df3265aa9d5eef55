import { AppError } from '../errors.ts'
import type { Sanctions } from './admit-queries.ts'

/** The account that is asked about, if it may write. Throws MUTED, BANNED, and UNAUTHENTICATED when it is gone. */
export function requireUnsanctioned<Known extends Sanctions>(account: Known | undefined): Known {
  if (account === undefined) throw new AppError('UNAUTHENTICATED')
  if (account.banned) {
    throw new AppError('BANNED', {
      message: `This account is banned ${until(account.bannedUntil) ?? 'for good'}`,
    })
  }
  if (account.muted) {
    throw new AppError('MUTED', {
      message: `This account may not write ${until(account.mutedUntil) ?? 'any more'}`,
    })
  }
  return account
}

const until = (moment: Date | null) => moment && `until ${moment.toISOString()}`
