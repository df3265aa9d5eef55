import { expect, expectTypeOf, it } from 'vitest'
import { LoadoutError } from './errors.ts'
import { safe } from './safe.ts'

it('gives data', async () => {
  const outcome = await safe(Promise.resolve(1))
  expect(outcome).toEqual({ ok: true, data: 1 })
  if (outcome.ok) expectTypeOf(outcome.data).toEqualTypeOf<number>()
})

it('gives the error of a call', async () => {
  const error = new LoadoutError('NOT_FOUND', 'x')
  const outcome = await safe(Promise.reject(error))
  expect(outcome).toEqual({ ok: false, error })
  if (!outcome.ok) expectTypeOf(outcome.error).toEqualTypeOf<LoadoutError>()
})

it('throws what is not the error of a call', async () => {
  await expect(safe(Promise.reject(new TypeError('bug')))).rejects.toThrow(TypeError)
})
