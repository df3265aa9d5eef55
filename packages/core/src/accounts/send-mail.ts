import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import type { JobInput, JobResult } from '../jobs/catalogue.ts'
import { toHex } from './api-key-token.ts'
import { lockCredential } from './credential-queries.ts'
import { putMailedToken } from './mailed-token-queries.ts'
import type { TokenPurpose } from './vocabulary.ts'

/** No name: it is of the account's own choice, and the address may be somebody else's. */
const LETTERS = {
  'verify-email': {
    minutes: 24 * 60,
    page: 'verify-email',
    subject: 'Confirm your e-mail address',
    text: (link: string) =>
      `Hello,\n\nconfirm that this is your address:\n${link}\n\nThe link is good for one day. If you have no account with us, ignore this mail.`,
  },
  'reset-password': {
    minutes: 30,
    page: 'reset-password',
    subject: 'Choose a new password',
    text: (link: string) =>
      `Hello,\n\nchoose a new password here:\n${link}\n\nThe link is good for 30 minutes and one time. If you did not ask for it, ignore this mail: your password stays as it is.`,
  },
} as const satisfies Record<TokenPurpose, unknown>

/**
 * Makes the token of a mail and sends it: no queue ever holds one. Run again after a failure, it makes another
 * token, and the one before is void. An account that is gone gets none.
 */
export async function sendMail(
  ctx: Ctx,
  { accountId, purpose }: JobInput<'accounts.mail'>,
): Promise<JobResult<'accounts.mail'>> {
  const { minutes, page, subject, text } = LETTERS[purpose]
  const token = toHex(ctx.codec.randomBytes(32))
  const tokenHash = ctx.codec.sha256(new TextEncoder().encode(token))
  const credential = await transact(ctx.db, async (tx) => {
    const found = await lockCredential(tx, accountId)
    if (found === undefined) return undefined
    await putMailedToken(tx, { tokenHash, accountId, purpose, email: found.email, minutes })
    return found
  })
  if (credential === undefined) return { sent: false }
  const link = `${ctx.accounts.siteUrl}/${page}?token=${token}`
  await ctx.mailer.send({ to: credential.email, subject, text: text(link) })
  return { sent: true }
}
