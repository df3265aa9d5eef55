import type { Kysely } from 'kysely'
import type { Ctx } from '../context.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { accessToRow } from './access-queries.ts'
import type { TypedSubject } from './contract.ts'
import { findRow, SUBJECTS } from './kind-queries.ts'
import { viewerOf } from './viewer.ts'

/** A subject as tables name it. */
export interface SubjectKey {
  readonly kind: number
  readonly row: number
}

/** The key of a subject that the caller may write about. Throws SUBJECT_NOT_FOUND and PLAYER_PRIVATE. */
export async function openSubject(
  ctx: Pick<Ctx, 'actor' | 'playerPages'>,
  db: Kysely<Database>,
  subject: TypedSubject,
): Promise<SubjectKey> {
  const row = await findRow(db, subject.kind, subject.id)
  if (row === null) throw subjectNotFound()
  const access = await accessToRow(db, { kind: subject.kind, row }, viewerOf(ctx))
  if (access === 'private') throw subjectPrivate()
  if (access !== 'open') throw subjectNotFound()
  return { kind: SUBJECTS[subject.kind].number, row }
}

export const subjectNotFound = () =>
  new AppError('SUBJECT_NOT_FOUND', {
    fields: [{ pointer: '/subject/id', message: 'there is no such thing' }],
  })

export const subjectPrivate = () =>
  new AppError('PLAYER_PRIVATE', {
    fields: [{ pointer: '/subject/id', message: 'has not agreed to be shown' }],
  })
