import type { Infra } from '@loadout/infra'
import { sql } from 'kysely'

/** Of so many accounts, each post with two of so many tags. */
const ACCOUNTS = 1_000
const TAGS = 50

/** Posts of the last year, with votes, comments and texts of some paragraphs. */
export async function fillPosts({ db }: Infra, posts: number): Promise<void> {
  await sql`
    insert into account (kind, display_name)
    select 'user', 'Person ' || n from generate_series(1, ${ACCOUNTS}::integer) as n
  `.execute(db)
  await sql`
    insert into post (account_id, likes, dislikes, comments, created_at, title, content)
    select account.id, mod(n * 7919, 997), mod(n * 104729, 101), mod(n, 40),
      now() - n * (interval '365 days' / ${posts}::integer),
      'What I think of build ' || n, repeat('Some words about build ' || n || '. ', 40)
    from generate_series(${posts}::bigint, 1, -1) as n
    join (
      select id, row_number() over (order by id) - 1 as place from account where kind = 'user'
    ) as account on account.place = mod(n * 31, ${ACCOUNTS}::integer)
  `.execute(db)
  await sql`
    insert into post_tag (tag, post_id, created_at)
    select 'tag' || mod(post.id::bigint * factor, ${TAGS}::integer), post.id, post.created_at
    from post, unnest(array[1, 7]) as factor
    on conflict do nothing
  `.execute(db)
  for (const table of ['post', 'post_tag', 'account']) {
    await sql`vacuum (analyze) ${sql.table(table)}`.execute(db)
  }
}
