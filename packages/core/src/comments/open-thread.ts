import type { Kysely } from 'kysely'
import type { Ctx } from '../context.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { TypedKind, TypedSubject } from '../subjects/contract.ts'
import { findRow, subjectNotFound, subjectPrivate, viewerOf } from '../subjects/index.ts'
import { type FoundThread, findThread } from './thread-queries.ts'

export interface OpenThread extends FoundThread {
  readonly subject: { readonly kind: TypedKind; readonly row: number }
}

/**
 * The comments on a subject, for the caller to read or to write. Throws SUBJECT_NOT_FOUND, PLAYER_PRIVATE, and
 * COMMENTS_CLOSED to write about what was taken down; with a parent COMMENT_NOT_FOUND, and BAD_INPUT when that
 * stands under another subject.
 */
export async function openThread(
  ctx: Ctx,
  db: Kysely<Database>,
  of: {
    readonly subject: TypedSubject
    readonly parentId: number | undefined
    readonly to: 'read' | 'write'
  },
): Promise<OpenThread> {
  const { subject, parentId, to } = of
  const { kind } = subject
  const row = await findRow(db, kind, subject.id)
  if (row === null) throw subjectNotFound()
  const found = await findThread(db, { kind, row }, { viewer: viewerOf(ctx), parentId })
  requireAccess(found, to)
  if (parentId !== undefined) requireParent(found, to)
  return { ...found, subject: { kind, row } }
}

function requireAccess({ access }: FoundThread, to: 'read' | 'write'): void {
  if (access === 'open' || (access === 'closed' && to === 'read')) return
  if (access === 'private') throw subjectPrivate()
  throw access !== null && to === 'write' ? new AppError('COMMENTS_CLOSED') : subjectNotFound()
}

function requireParent(found: FoundThread, to: 'read' | 'write'): void {
  const { threadId, parentThreadId, isParentSeen } = found
  // Whoever writes learns more about it under its lock.
  if (parentThreadId === null || (to === 'read' && isParentSeen !== true)) {
    throw commentNotFound('/parentId')
  }
  if (parentThreadId !== threadId) {
    const message = 'must be a comment on the same subject'
    throw new AppError('BAD_INPUT', { fields: [{ pointer: '/parentId', message }] })
  }
}

export const commentNotFound = (pointer = '/commentId') =>
  new AppError('COMMENT_NOT_FOUND', { fields: [{ pointer, message: 'no such comment' }] })
