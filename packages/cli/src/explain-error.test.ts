import { LoadoutError } from '@loadout/client'
import { AppError } from '@loadout/core'
import { ConfigError, UnreadableFileError } from '@loadout/infra'
import { describe, expect, it } from 'vitest'
import { CliError } from './cli-error.ts'
import { explainError } from './explain-error.ts'

const withCode = (code: string, more: object = {}) =>
  Object.assign(new Error('as the driver says it'), { code, ...more })

describe('explainError', () => {
  it.each([
    [new CliError('x', { exitCode: 66 }), 66],
    [new ConfigError(['X is not set']), 78],
    [new UnreadableFileError('unexpected end of file', { file: 'a.csv.gz' }), 66],
    [new AppError('FORBIDDEN'), 77],
    [new AppError('RATE_LIMITED'), 75],
    [new AppError('NOT_FOUND'), 1],
    [new LoadoutError('UNAUTHENTICATED', 'x'), 77],
    [new LoadoutError('NETWORK', 'x'), 69],
    [withCode('ECONNREFUSED'), 69],
    [withCode('28P01'), 77],
    [withCode('3D000'), 78],
    [new Error('Connection terminated unexpectedly'), 69],
    [new Error('anything else'), 1],
    ['not even an error', 1],
  ])('maps %s to its exit code', (error, exitCode) => {
    expect(explainError(error).exitCode).toBe(exitCode)
  })

  it('says which file breaks off', () => {
    const error = new UnreadableFileError('unexpected end of file', { file: 'a.csv.gz' })
    expect(explainError(error).message).toBe(
      'a.csv.gz cannot be read to its end: unexpected end of file',
    )
  })

  it('says where nothing answers', () => {
    const error = withCode('ECONNREFUSED', { address: '127.0.0.1', port: 5432 })
    expect(explainError(error).message).toMatch(/ at 127\.0\.0\.1:5432$/)
  })

  it('says what is wrong with which field', () => {
    const fields = [{ pointer: '/id', message: 'no key has this id' }]
    const { message } = explainError(new AppError('NOT_FOUND', { message: 'Gone', fields }))
    expect(message).toBe('Gone (/id no key has this id)')
  })

  it('tells a database without tables to migrate', () => {
    expect(explainError(withCode('42P01')).hint).toContain('-- migrate')
  })

  it('knows no failure by the name of an inherited property', () => {
    const odd = Object.assign(new Error('odd'), { code: 'constructor' })
    expect(explainError(odd)).toMatchObject({ message: 'Unexpected: odd', exitCode: 1 })
  })

  it('keeps an unknown failure to one line', () => {
    expect(explainError(new Error('first\nsecond')).message).toBe('Unexpected: first')
  })
})
