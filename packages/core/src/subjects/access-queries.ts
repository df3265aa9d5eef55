import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { prepared } from '../db/prepared.ts'
import type { TypedKind } from './contract.ts'
import { type Access, SUBJECTS } from './kind-queries.ts'
import type { Viewer } from './viewer.ts'

const statementOf = (kind: TypedKind) =>
  prepared(
    `subject_access_${kind}`,
    (row: number, accountId: number | null, isModerator: boolean, pages: string) => sql<{
      access: Access
    }>`
      select ${SUBJECTS[kind].access(sql`${row}::integer`, {
        accountId: sql`${accountId}`,
        isModerator: sql`${isModerator}`,
        pages: sql`${pages}`,
      })} as access
    `,
  )

const STATEMENTS: Readonly<Record<TypedKind, ReturnType<typeof statementOf>>> = {
  post: statementOf('post'),
  product: statementOf('product'),
  review: statementOf('review'),
  match: statementOf('match'),
  player: statementOf('player'),
  agent: statementOf('agent'),
}

/** What a viewer may do with what is written about a subject. */
export async function accessToRow(
  db: Kysely<Database>,
  { kind, row }: { readonly kind: TypedKind; readonly row: number },
  { accountId, isModerator, pages }: Viewer,
): Promise<Access> {
  const [found] = await STATEMENTS[kind](db, row, accountId, isModerator, pages)
  return found?.access ?? null
}
