import { describe, expect, it } from 'vitest'
import type { Service } from '../services/daemon.ts'
import { firstEnd, shutDown } from './running.ts'
import { settleAll } from './settle.ts'

const never = new Promise<never>(() => {})

function service(name: string, ends: string[], exited: Promise<void> = never): Service {
  const stop = async () => {
    ends.push(name)
  }
  return { url: '', port: 0, pid: 0, exited, stop }
}

function program(name: string, ends: string[], failed: Promise<Error> = never) {
  const stop = async () => {
    await Promise.resolve()
    ends.push(name)
  }
  return { failed, stop }
}

describe('shutDown', () => {
  it('ends programs first, then Redis, then PostgreSQL', async () => {
    const ends: string[] = []
    const programs = [program('api', ends), program('worker', ends)]
    await shutDown({ programs, redis: service('redis', ends), postgres: service('postgres', ends) })
    expect(ends).toEqual(['api', 'worker', 'redis', 'postgres'])
  })

  it('has nothing to do when nothing was started', async () => {
    await expect(shutDown({ programs: [] })).resolves.toBeUndefined()
  })
})

describe('firstEnd', () => {
  it('is undefined when the user asks to stop', async () => {
    const stopping = new AbortController()
    const end = firstEnd({ programs: [program('api', [])] }, stopping.signal)
    stopping.abort()
    expect(await end).toBeUndefined()
  })

  it('is undefined at once when the user has asked before', async () => {
    expect(await firstEnd({ programs: [] }, AbortSignal.abort())).toBeUndefined()
  })

  it('names the service that ended', async () => {
    const postgres = service('postgres', [], Promise.resolve())
    const end = await firstEnd({ programs: [], postgres }, new AbortController().signal)
    expect(end?.message).toBe('PostgreSQL ended unexpectedly.')
  })

  it('is the failure of a program', async () => {
    const failure = new Error('The API ended unexpectedly.')
    const programs = [program('api', [], Promise.resolve(failure))]
    expect(await firstEnd({ programs }, new AbortController().signal)).toBe(failure)
  })
})

describe('settleAll', () => {
  it('gives every result in order', async () => {
    expect(await settleAll([Promise.resolve(1), 'two'] as const)).toEqual([1, 'two'])
  })

  it('fails only after everything has come to rest', async () => {
    const done: string[] = []
    const slow = new Promise<void>((resolve) => setTimeout(resolve, 20)).then(() =>
      done.push('slow'),
    )
    await expect(settleAll([Promise.reject(new Error('no')), slow])).rejects.toThrow('no')
    expect(done).toEqual(['slow'])
  })
})
