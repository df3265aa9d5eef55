import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import type { Status, SubjectKind } from './contract.ts'

/** One thing that people vote on, report and moderate. */
export interface Subject {
  readonly kind: SubjectKind
  readonly id: number
}

/** What a moderator sees of a text. */
export interface ModeratedText {
  readonly id: number
  /** Null: it is not about a product. */
  readonly productId: number | null
  readonly status: Status
  readonly author: string
  /** Null: imported, or the account is gone. */
  readonly accountId: number | null
  readonly text: string
  readonly createdAt: Date
}

/** What a domain offers for each kind of text it keeps, so that one core moderates them all. */
export interface ModeratedSubject {
  readonly kind: SubjectKind
  /** Those of the ids that are there, whatever their status, in any order. */
  find(db: Kysely<Database>, ids: readonly number[]): Promise<readonly ModeratedText[]>
  /**
   * Locks the text, gives it this status and moves every counter that counts visible texts. Returns the
   * status it had, or null when there is no such text. Setting the status it has changes nothing.
   */
  setStatus(tx: Kysely<Database>, id: number, status: Status): Promise<Status | null>
}
