import { AppError, type Ctx } from '@loadout/core'
import { idOf } from '@loadout/core/atelier'
import { reportText, voteOnText } from '@loadout/core/questions'
import { reportReview, voteReview } from '@loadout/core/reviews'
import type { Kit } from '../kit.ts'
import type { Endpoint } from './endpoint.ts'
import type { AtelierPath } from './paths.ts'
import { writeEndpoint } from './write-endpoint.ts'

/** The contract asks for no reason. */
const REASON = { reason: 'other', note: undefined } as const

/** Votes and reports; whatever body comes with them is left unread. */
export function putRoutes(kit: Kit): readonly Endpoint[] {
  const about = (kind: 'question' | 'answer') => [
    put(kit, `/qa/${kind}s/:id/helpful`, (ctx, id) =>
      voteOnText(ctx, { subject: { kind, id }, value: 1 }),
    ),
    put(kit, `/qa/${kind}s/:id/report`, (ctx, id) =>
      reportText(ctx, { subject: { kind, id }, ...REASON }),
    ),
  ]
  return [
    put(kit, '/reviews/:id/helpful', (ctx, id) => voteReview(ctx, { reviewId: id, value: 1 })),
    put(kit, '/reviews/:id/report', (ctx, id) => reportReview(ctx, { reviewId: id, ...REASON })),
    ...about('question'),
    ...about('answer'),
  ]
}

/**
 * A PUT is answered the same whether it had an effect or not: the contract knows no other answer, and what
 * names nothing, or is the caller's own, is left as it is.
 */
function put(
  kit: Kit,
  path: AtelierPath,
  write: (ctx: Ctx, id: number) => Promise<unknown>,
): Endpoint {
  const noContent = () =>
    new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } })
  return writeEndpoint(kit, {
    method: 'PUT',
    path,
    read: async ({ id }) => requireId(id),
    write,
    done: noContent,
    refused: noContent,
  })
}

function requireId(given: string): number {
  const id = idOf(given)
  if (id === null) throw new AppError('NOT_FOUND')
  return id
}
