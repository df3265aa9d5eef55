import { z } from 'zod'
import { requireScope } from '../actor.ts'
import type { SubjectKind } from '../community/contract.ts'
import { listCases, type ModeratedText, type OpenCase } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { rowId } from '../ids.ts'
import { cutPage, decodeCursor, encodeCursor } from '../pagination.ts'
import type { moderationQueueInput, moderationQueueOutput } from './contract.ts'
import { SUBJECTS } from './subjects.ts'

const cursorKey = z.tuple([z.iso.datetime({ precision: 6 }), z.int().min(1).max(9), rowId])

/** What waits for a moderator, oldest first, with its text and why it was reported. Throws BAD_CURSOR. */
export async function moderationQueue(
  ctx: Ctx,
  { kind, limit, cursor }: z.output<typeof moderationQueueInput>,
): Promise<z.output<typeof moderationQueueOutput>> {
  requireScope(ctx.actor, 'moderation:write')
  const list = { queueOf: kind ?? 'all' }
  const after = cursor === undefined ? null : decodeCursor(cursor, list, cursorKey)
  const cases = await listCases(ctx.db, { kind, limit: limit + 1, after })
  const { kept, last } = cutPage(cases, limit)
  const texts = await findTexts(ctx, kept)
  return {
    items: kept.map((one) => toCase(one, texts.get(keyOf(one.subject)))),
    nextCursor: last && encodeCursor(list, last.position),
  }
}

/** The texts of these cases: one statement for each kind among them. */
async function findTexts(
  { db }: Ctx,
  cases: readonly OpenCase[],
): Promise<ReadonlyMap<string, ModeratedText>> {
  const byKind = Map.groupBy(cases, ({ subject }) => subject.kind)
  const found = await Promise.all(
    [...byKind].map(async ([kind, ofKind]) => {
      const texts = await SUBJECTS[kind].find(
        db,
        ofKind.map(({ subject }) => subject.id),
      )
      return texts.map((text) => [keyOf({ kind, id: text.id }), text] as const)
    }),
  )
  return new Map(found.flat())
}

const keyOf = ({ kind, id }: { readonly kind: SubjectKind; readonly id: number }) => `${kind}:${id}`

function toCase(
  { position: _, reasons, notes, ...one }: OpenCase,
  found: ModeratedText | undefined,
) {
  return { ...one, reasons: [...reasons], notes: [...notes], text: found ? toText(found) : null }
}

function toText({ id: _, createdAt, ...text }: ModeratedText) {
  return { ...text, createdAt: createdAt.toISOString() }
}
