import { describe, expect, it } from 'vitest'
import { createLog, type LogOptions } from './log.ts'

describe('createLog', () => {
  it('writes one JSON object per line', () => {
    const { log, lines } = recording('info')
    log.info('match stored', { matchId: 'm1' })
    expect(lines()).toEqual([
      expect.objectContaining({ level: 'info', name: 'test', msg: 'match stored', matchId: 'm1' }),
    ])
  })

  it('leaves out what is below its level', () => {
    const { log, lines } = recording('warn')
    log.debug('a')
    log.info('b')
    log.warn('c')
    log.error('d')
    expect(lines().map((line) => line.msg)).toEqual(['c', 'd'])
  })

  it('hides secrets, at the top and one level down', () => {
    const { log, lines } = recording('info')
    log.info('x', { token: 'hunter2', request: { authorization: 'hunter2', path: '/' } })
    expect(JSON.stringify(lines())).not.toContain('hunter2')
    expect(lines()[0]).toMatchObject({ request: { path: '/' } })
  })

  it('writes an error with its stack and its cause', () => {
    const { log, lines } = recording('info')
    log.error('failed', { error: new Error('outer', { cause: new Error('inner') }) })
    expect(lines()[0]).toMatchObject({ error: { message: expect.stringContaining('outer') } })
    expect(JSON.stringify(lines()[0])).toContain('log.test.ts')
    expect(JSON.stringify(lines()[0])).toContain('inner')
  })

  it('adds the fields of a child to each of its lines', () => {
    const { log, lines } = recording('info')
    log.child({ job: 'stats.rollup' }).child({ id: 'ob-1' }).info('done', { matches: 3 })
    expect(lines()[0]).toMatchObject({ job: 'stats.rollup', id: 'ob-1', matches: 3 })
  })
})

function recording(level: LogOptions['level']) {
  const written: string[] = []
  const log = createLog({
    level,
    name: 'test',
    destination: { write: (line) => written.push(line) },
  })
  return { log, lines: (): Record<string, unknown>[] => written.map((line) => JSON.parse(line)) }
}
