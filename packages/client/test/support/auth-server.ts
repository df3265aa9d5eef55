import { failure, result } from './trpc-server.ts'

/** A request as it reaches the server. */
export interface AuthRequest {
  readonly method: string
  readonly paths: readonly string[]
  readonly inputs: readonly unknown[]
  readonly batched: boolean
  readonly bearer: string | undefined
  readonly cookies: ReadonlyMap<string, string>
}

export interface AuthAnswer {
  readonly status: number
  readonly body: unknown
  /** Null takes a cookie away. */
  readonly cookies: ReadonlyMap<string, string | null>
}

interface Family {
  readonly id: number
  readonly account: string
  generation: number
  rotatedAt: number
  /** The latest generation whose access token was used, and when that one was issued. */
  seen: { readonly generation: number; readonly issuedAt: number }
  end: 'stolen' | 'signed-out' | undefined
}

const GRACE_MS = 10_000
export const ACCESS_MS = 300_000

/**
 * The server's part of sessions, by the rules of the real one: rotation with grace, theft found by old
 * tokens and by forks, ended sessions refused at once.
 *
 * `me` and `change` need somebody signed in, `open` does not.
 */
export class AuthServer {
  readonly requests: AuthRequest[] = []
  /** Of `change`, as they were executed. */
  readonly changes: { readonly account: string; readonly input: unknown }[] = []
  readonly families: Family[] = []
  readonly #now: () => number
  readonly #marker: () => string

  constructor(now: () => number, marker: () => string = () => '1') {
    this.#now = now
    this.#marker = marker
  }

  /** Requests whose first call is of `path`. */
  requestsOf(path: string): readonly AuthRequest[] {
    return this.requests.filter(({ paths }) => paths[0] === path)
  }

  get renewals(): number {
    return this.requestsOf('auth.refresh').length
  }

  signIn(account: string): Grant {
    const id = this.families.length
    const seen = { generation: 0, issuedAt: 0 }
    const family = { id, account, generation: 1, rotatedAt: this.#now(), seen, end: undefined }
    this.families.push(family)
    return this.#grant(family)
  }

  handle(request: AuthRequest): AuthAnswer {
    this.requests.push(request)
    const cookies = new Map<string, string | null>()
    const { bearer, paths } = request
    const account = this.#accountOf(bearer ?? request.cookies.get('ld_at'))
    const items =
      bearer !== undefined && account === undefined
        ? paths.map(() => failure('UNAUTHENTICATED', 401))
        : paths.map((path, index) => this.#call(path, request.inputs[index], request, cookies))
    const body = request.batched ? items : items[0]
    return { status: request.batched ? 207 : statusOf(items[0]), body, cookies }
  }

  #call(path: string, input: unknown, request: AuthRequest, cookies: Cookies): object {
    const account = this.#accountOf(request.bearer ?? request.cookies.get('ld_at'))
    if (path === 'open') return result({ account: account ?? null })
    if (path.startsWith('auth.')) return this.#auth(path, Object(input), request, cookies)
    if (account === undefined) return failure('UNAUTHENTICATED', 401)
    if (path === 'change') this.changes.push({ account, input })
    return result({ account, input: input ?? null })
  }

  #auth(path: string, input: AuthInput, request: AuthRequest, cookies: Cookies): object {
    const token = input.refreshToken ?? request.cookies.get('ld_rt')
    if (path === 'auth.refresh')
      return this.#refresh(token, input.refreshToken !== undefined, cookies)
    if (path === 'auth.login') {
      if (input.account === undefined) return failure('WRONG_CREDENTIALS', 401)
      return this.#deliver(this.signIn(input.account), input.tokens === true, cookies)
    }
    const own = this.#familyOf(token) ?? this.#familyOf(request.bearer)
    if (own !== undefined) own.end ??= 'signed-out'
    clear(cookies)
    return result({ ended: own === undefined ? 0 : 1 })
  }

  #refresh(token: string | undefined, asTokens: boolean, cookies: Cookies): object {
    const family = this.#familyOf(token)
    if (family === undefined || family.end !== undefined) return this.#ended(cookies)
    const decision = this.#decide(family, Number(token?.split('.')[2]))
    if (decision === 'stolen') {
      family.end = 'stolen'
      return this.#ended(cookies)
    }
    if (decision === 'rotate') {
      family.generation += 1
      family.rotatedAt = this.#now()
    }
    return this.#deliver(this.#grant(family), asTokens, cookies)
  }

  #decide(family: Family, presented: number): 'rotate' | 'repeat' | 'stolen' {
    const age = this.#now() - family.rotatedAt
    if (presented === family.generation) return age >= GRACE_MS ? 'rotate' : 'repeat'
    if (presented !== family.generation - 1) return 'stolen'
    return age < GRACE_MS || family.seen.generation < family.generation ? 'repeat' : 'stolen'
  }

  #ended(cookies: Cookies): object {
    clear(cookies)
    return failure('SESSION_ENDED', 401)
  }

  #grant({ id, generation }: Family): Grant {
    return {
      accessToken: `eyJ.${id}.${generation}.${this.#now()}`,
      refreshToken: `r.${id}.${generation}`,
      expiresIn: ACCESS_MS / 1000,
    }
  }

  #deliver(grant: Grant, asTokens: boolean, cookies: Cookies): object {
    if (asTokens) return result({ tokens: grant })
    cookies.set('ld_at', grant.accessToken)
    cookies.set('ld_rt', grant.refreshToken)
    cookies.set('ld_signed_in', this.#marker())
    return result({ tokens: null })
  }

  #familyOf(token: string | undefined): Family | undefined {
    return token === undefined ? undefined : this.families[Number(token.split('.')[1])]
  }

  #accountOf(token: string | undefined): string | undefined {
    const family = this.#familyOf(token)
    const [, , generation, issuedAt] = (token ?? '').split('.').map(Number)
    if (family?.end !== undefined || generation === undefined || issuedAt === undefined) return
    if (family === undefined || this.#now() >= issuedAt + ACCESS_MS) return
    if (generation > family.seen.generation) family.seen = { generation, issuedAt }
    else if (generation === family.seen.generation) {
      if (Math.abs(issuedAt - family.seen.issuedAt) > GRACE_MS) family.end = 'stolen'
    }
    return family.end === undefined ? family.account : undefined
  }
}

export interface Grant {
  readonly accessToken: string
  readonly refreshToken: string
  readonly expiresIn: number
}

interface AuthInput {
  readonly account?: string
  readonly tokens?: boolean
  readonly refreshToken?: string
}

type Cookies = Map<string, string | null>

function clear(cookies: Cookies): void {
  for (const name of ['ld_at', 'ld_rt', 'ld_signed_in']) cookies.set(name, null)
}

function statusOf(item: object | undefined): number {
  return Object(item).error?.data.httpStatus ?? 200
}
