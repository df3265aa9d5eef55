import { z } from 'zod'
import { rowId } from '../ids.ts'
import { matchIdSchema } from '../matches/contract.ts'
import { playerRefSchema } from '../players/contract.ts'
import { lookupText } from '../stats/contract.ts'

const product = z.object({ kind: z.literal('product'), id: rowId })
const match = z.object({ kind: z.literal('match'), id: matchIdSchema })
const agent = z.object({
  kind: z.literal('agent'),
  id: lookupText(64).describe('Agent uuid or name.'),
})

/** What people write about, and how each is named from outside. */
export const typedSubject = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('post'), id: rowId }),
  product,
  z.object({ kind: z.literal('review'), id: rowId }),
  match,
  z.object({ kind: z.literal('player'), id: playerRefSchema }),
  agent,
])
export type TypedSubject = z.output<typeof typedSubject>
export type TypedKind = TypedSubject['kind']

export const TYPED_KINDS = [
  'post',
  'product',
  'review',
  'match',
  'player',
  'agent',
] as const satisfies readonly TypedKind[]

export const subjectRef = z
  .object({
    kind: z.enum(TYPED_KINDS),
    id: z
      .union([z.int(), z.string()])
      .describe('As it is asked for: a number, the uuid of a match or an agent, or a puuid.'),
  })
  .meta({ id: 'TypedSubject' })
export type SubjectRef = z.output<typeof subjectRef>

/** Those that nobody wrote and that are nobody: whoever looks sees the same of them, and nobody takes them back. */
export const publicSubject = z.discriminatedUnion('kind', [product, match, agent])
export type PublicSubject = z.output<typeof publicSubject>

export const PUBLIC_KINDS = ['product', 'match', 'agent'] as const satisfies readonly TypedKind[]
