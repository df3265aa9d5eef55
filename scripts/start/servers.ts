import { connect } from 'node:net'
import type { StartOptions } from './options.ts'

const ANSWER_WITHIN_MS = 3_000

type Given = Pick<StartOptions, 'databaseUrl' | 'redisUrl'>

/**
 * Makes sure that the servers a user names accept connections, before anything is started for them.
 * @throws Error with a line for each that does not: the variable, host and port.
 */
export async function requireServers({ databaseUrl, redisUrl }: Given): Promise<void> {
  const problems = await Promise.all([
    problemOf('DATABASE_URL', databaseUrl, 5432),
    problemOf('REDIS_URL', redisUrl, 6379),
  ])
  const lines = problems.filter((line) => line !== undefined)
  if (lines.length > 0) throw new Error(lines.join('\n'))
}

async function problemOf(
  variable: string,
  url: string | undefined,
  defaultPort: number,
): Promise<string | undefined> {
  const address = url === undefined ? undefined : addressOf(url, defaultPort)
  if (!address) return undefined
  const refusal = await refusalOf(address)
  if (refusal === undefined) return undefined
  const { hostname, port } = address
  return (
    `${variable}: no server answers at ${hostname}:${port} (${refusal}). ` +
    `Start it, correct the URL, or unset ${variable}: npm start then runs a server of its own.`
  )
}

type Address = { readonly hostname: string; readonly port: number }

/** Undefined for a Unix socket, written `postgresql://%2Frun/db` or `postgresql:///db?host=/run`. */
function addressOf(url: string, defaultPort: number): Address | undefined {
  const { hostname, port, searchParams } = new URL(url)
  if (hostname === '' || hostname.includes('%') || searchParams.has('host')) return undefined
  return { hostname, port: Number(port) || defaultPort }
}

/** Why a TCP connection does not come about, such as ECONNREFUSED; undefined when it does. */
function refusalOf({ hostname, port }: Address): Promise<string | undefined> {
  return new Promise((resolve) => {
    const host = hostname.replace(/^\[(.*)\]$/, '$1') // URLs write IPv6 addresses in brackets.
    const socket = connect({ host, port })
    const timer = setTimeout(
      () => end(`no reply in ${ANSWER_WITHIN_MS / 1_000} s`),
      ANSWER_WITHIN_MS,
    )
    const end = (refusal: string | undefined) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(refusal)
    }
    socket.once('connect', () => end(undefined))
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message))
  })
}
