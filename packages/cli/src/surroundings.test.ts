import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { readHome, readWorkingDirectory } from './env.ts'
import { runCommand } from './run-command.ts'
import { runIn, type Surroundings, surroundings } from './surroundings.ts'

const streams = () => ({
  stdin: new PassThrough(),
  stdout: new PassThrough({ encoding: 'utf8' }),
  stderr: new PassThrough({ encoding: 'utf8' }),
})

const around = (env: Surroundings['env'], cwd = '/') => ({ ...streams(), env, cwd: () => cwd })

describe('the surroundings of a command', () => {
  it('are those of the process, unless others are given', () => {
    expect(surroundings()).toBe(process)
    const others = around({})
    expect(runIn(others, surroundings)).toBe(others)
    expect(surroundings()).toBe(process)
  })

  it('decide what it reads of its environment', () => {
    const others = around({ LOADOUT_HOME: '/elsewhere' }, '/here')
    expect(runIn(others, () => [readHome(), readWorkingDirectory()])).toEqual([
      '/elsewhere',
      '/here',
    ])
  })

  it('are its own while others run', async () => {
    const [first, second] = [around({}), around({})]
    const codes = await Promise.all([
      runIn(first, () => runCommand(['keys', '--help'])),
      runIn(second, () => runCommand(['simulate', 'matches', '--count', 'many'])),
    ])
    expect(codes).toEqual([0, 64])
    expect(first.stdout.read()).toContain('rotate')
    expect(first.stderr.read()).toBeNull()
    expect(second.stdout.read()).toBeNull()
    expect(second.stderr.read()).toContain("'many' is invalid")
  })
})
