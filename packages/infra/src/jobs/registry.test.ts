import { defineJob, JOBS } from '@loadout/core/jobs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { coalesceKeyOf, findJob, type JobRegistry } from './registry.ts'

const perPlayer = defineJob({
  name: 'test.player',
  queue: 'ops',
  input: z.object({ player: z.string() }),
  result: z.object({}),
  attempts: 1,
  backoffMs: 1,
  timeoutMs: 1_000,
  coalesceKey: ({ player }) => `player:${player}`,
})

describe('JobRegistry', () => {
  it('is what the catalogue of core is', () => {
    const registry: JobRegistry = JOBS
    expect(findJob(registry, 'stats.rollup')).toBe(JOBS['stats.rollup'])
  })

  it.each(['stats.unheardOf', 'toString', '__proto__'])('does not know %s', (name) => {
    expect(findJob(JOBS, name)).toBeUndefined()
  })
})

describe('coalesceKeyOf', () => {
  it('is what the job makes of its parsed input', () => {
    expect(coalesceKeyOf(perPlayer, { player: 'p1', extra: true })).toBe('player:p1')
  })

  it('is missing for a payload that is not the job’s, which must reach the worker to be buried', () => {
    expect(coalesceKeyOf(perPlayer, { player: 7 })).toBeUndefined()
  })

  it('is missing for jobs that do not coalesce', () => {
    expect(coalesceKeyOf(JOBS['stats.retryQuarantine'], { ids: [1] })).toBeUndefined()
  })
})
