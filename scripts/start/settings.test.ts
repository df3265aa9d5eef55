import { describe, expect, it } from 'vitest'
import { apiEnv } from '../../packages/api/src/index.ts'
import { workerEnv } from '../../packages/worker/src/index.ts'
import { OWN_SETTINGS, SETTINGS, settingProblems } from './settings.ts'

describe('SETTINGS', () => {
  it('names all that the API and the worker read, so that no wrong value is found only later', () => {
    // Of no program, but of the account that a start makes.
    const all = [...Object.keys({ ...apiEnv, ...workerEnv }), 'OPERATOR_PASSWORD']
    expect([...SETTINGS, ...OWN_SETTINGS].toSorted()).toEqual(all.toSorted())
  })
})

describe('settingProblems', () => {
  it('finds nothing where nothing is set, the connections of servers to be started included', async () => {
    expect(await settingProblems({})).toEqual([])
    expect(await settingProblems({ DATABASE_URL: '', LOG_LEVEL: 'warn' })).toEqual([])
  })

  it('lists the problems of the API and the worker together, without a value', async () => {
    const problems = await settingProblems({
      DATABASE_URL: 'mysql://user:secret@db',
      LOADOUT_MODULES: 'secret',
      SESSION_SECRET: 'secret',
      READ_CACHE_MB: '0',
    })
    const named = problems.map((line) => line.split(':')[0]).toSorted()
    expect(named).toEqual(['DATABASE_URL', 'LOADOUT_MODULES', 'READ_CACHE_MB', 'SESSION_SECRET'])
    expect(problems.join('\n')).not.toContain('secret')
  })

  it('leaves the ports to the options, which know more about them', async () => {
    expect(await settingProblems({ PORT: 'x', WORKER_PORT: '70000', LOG_LEVEL: 'info' })).toEqual(
      [],
    )
  })
})
