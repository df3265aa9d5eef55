import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import type { Admission } from './admit-text.ts'
import type { Status } from './contract.ts'
import { openCase } from './open-case.ts'
import { AUTO_ACTOR, recordAction } from './record-action.ts'
import type { Subject } from './subject.ts'

/** How the log calls what a rule has done. */
const REASONS = {
  words: 'a word of the list',
  links: 'a link from a new account',
  rate: 'many texts within a minute',
} as const

/**
 * The status of a text with new words. What is held or hidden stays so until a moderator decides; what only its
 * author sees was never decided on, so its new words are judged as if they were its first.
 */
export function statusAfterEdit(before: Status, { status }: Admission): Status {
  return before === 'visible' || before === 'shadowed' ? status : before
}

/** Writes down that the new words of a text took it out of sight, and puts before a moderator what is held. */
export async function recordAdmission(
  tx: Kysely<Database>,
  subject: Subject,
  { before, admission }: { readonly before: Status; readonly admission: Admission },
): Promise<void> {
  const { status: after, cause } = admission
  if (cause !== null) await openCase(tx, subject, cause)
  const reason = cause === null ? 'its author is shadow-banned' : REASONS[cause]
  await recordAction(tx, { subject, before, after, reason, actor: AUTO_ACTOR })
}
