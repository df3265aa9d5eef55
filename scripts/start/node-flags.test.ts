import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { CLI_FLAGS } from './node-flags.ts'

it('says the same of the command line as package.json', () => {
  const { scripts } = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'),
  )
  expect(scripts.loadout.split(' ').filter((word: string) => word.startsWith('--'))).toEqual(
    CLI_FLAGS,
  )
})
