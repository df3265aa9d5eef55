import pg from 'pg'

/** The same feed as one would write it with `pg` alone. */
export interface FeedPeers extends AsyncDisposable {
  /** A page behind one of the newest thousand posts. */
  keyset(turn: number): Promise<unknown>
  offset(rows: number): Promise<unknown>
  /** The last page there is. */
  deepestOffset(): Promise<unknown>
}

/** As many connections as the process under test has. */
const CONNECTIONS = 4

const COLUMNS = `
  select post.id, post.title, left(post.content, 280) as excerpt, post.account_id, account.display_name,
    array(select tag from post_tag where post_tag.post_id = post.id order by tag) as tags,
    post.likes, post.dislikes, post.score, post.comments, post.created_at, post.edited_at
  from post join account on account.id = post.account_id where post.status = 0`
const ORDER = 'order by post.created_at desc, post.id desc'

export async function openFeedPeers(
  connectionString: string,
  of: { readonly posts: number; readonly limit: number },
): Promise<FeedPeers> {
  const pool = new pg.Pool({ connectionString, max: CONNECTIONS })
  const { rows: newest } = await pool.query(`select created_at, id from post ${ORDER} limit 1000`)
  const send = async (name: string, text: string, values: readonly unknown[]) => {
    const { rows } = await pool.query({ name, text, values: [...values] })
    return JSON.stringify(rows)
  }
  const offset = (rows: number) =>
    send('offset', `${COLUMNS} ${ORDER} limit $1 offset $2`, [of.limit + 1, rows])
  return {
    keyset(turn) {
      const { created_at, id } = newest[turn % newest.length]
      const behind = 'and (post.created_at, post.id) < ($1, $2)'
      return send('keyset', `${COLUMNS} ${behind} ${ORDER} limit $3`, [
        created_at,
        id,
        of.limit + 1,
      ])
    },
    offset,
    deepestOffset: () => offset(of.posts - of.limit),
    [Symbol.asyncDispose]: () => pool.end(),
  }
}
