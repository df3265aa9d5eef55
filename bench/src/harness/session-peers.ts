import pg from 'pg'

/** The statement behind a refresh as one would write it with `pg` alone. */
export interface SessionPeers extends AsyncDisposable {
  /** The next generation of a session. Throws when nothing was changed. */
  compareAndSwap(session: { readonly id: string }): Promise<void>
  /** Undoes it: the tokens that were good before are so again. */
  giveBack(): Promise<void>
}

const TEXT = `
  update session set
    generation = session.generation + 1, previous_generation = session.generation,
    is_used = false, rotated_at = now(), used_at = now(),
    expires_at = now() + make_interval(days => 30)
  from account
  where session.id = $1 and account.id = session.account_id
    and session.generation = $2 and session.ended_at is null and session.expires_at > now()
  returning session.id, session.account_id, session.secret, session.generation, account.role, now() as now`

export async function openSessionPeers(
  connectionString: string,
  { connections }: { readonly connections: number },
): Promise<SessionPeers> {
  const pool = new pg.Pool({ connectionString, max: connections })
  const { rows } = await pool.query('select id, generation from session')
  const generations = new Map<string, number>(rows.map(({ id, generation }) => [id, generation]))
  const before = new Map(generations)
  return {
    async compareAndSwap({ id }) {
      const values = [id, generations.get(id)]
      const { rowCount } = await pool.query({ name: 'compare_and_swap', text: TEXT, values })
      if (rowCount !== 1) throw new Error(`${id} was not changed`)
      generations.set(id, (generations.get(id) ?? 0) + 1)
    },
    async giveBack() {
      await pool.query(
        `update session set generation = asked.generation, previous_generation = -1
         from unnest($1::uuid[], $2::integer[]) as asked (id, generation) where session.id = asked.id`,
        [[...before.keys()], [...before.values()]],
      )
    },
    [Symbol.asyncDispose]: () => pool.end(),
  }
}
