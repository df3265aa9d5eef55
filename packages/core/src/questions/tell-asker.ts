import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import { notify } from '../notifications/index.ts'
import type { LockedQuestion } from './question-queries.ts'

/** Tells who asked a question of an answer that is shown from now on. `accountId` gave it; null: the staff. */
export async function tellAsker(
  tx: Kysely<Database>,
  question: Pick<LockedQuestion, 'id' | 'accountId'>,
  answer: { readonly id: number; readonly accountId: number | null },
): Promise<void> {
  if (question.accountId === null) return
  await notify(tx, {
    accountId: question.accountId,
    kind: 'answer',
    subject: { kind: 'question', id: question.id },
    detail: { answerId: answer.id },
    ...(answer.accountId === null ? {} : { actorId: answer.accountId }),
  })
}
