import { describe, expect, it } from 'vitest'
import type { Passwords } from '../ports/passwords.ts'
import { checkNewPassword, knownOf } from './check-password.ts'

const passwords = { isCommon: async (password) => password === 'letmein123' } as Passwords
const known = knownOf({ name: 'Michael', email: 'mike.miller@example.org' })
const check = (password: string, field = 'password') =>
  checkNewPassword({ passwords }, password, { field, known })

describe('a new password', () => {
  it.each(['seven wet otters', 'michael likes otters', 'correct horse', '中文密码很长吗'])(
    'may be %s',
    async (password) => {
      await expect(check(password)).resolves.toBeUndefined()
    },
  )

  it.each([
    ['common', 'letmein123', 'most common'],
    ['the name', 'Michael!', 'your name'],
    ['the name and a digit that looks like a letter', 'michael1', 'your name'],
    ['the name and a year', 'michael2010', 'your name'],
    ['the name with look-alikes', 'M1chae1.', 'your name'],
    ['the address', 'mike.miller@example.org', 'your name or your e-mail'],
    ['what stands before the @', 'MikeMiller99', 'your name'],
    ['one letter', 'aaaaaaaaaa', 'three different'],
    ['two letters', 'abababababab', 'three different'],
  ])('may not be %s', async (_, password, message) => {
    await expect(check(password)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      fields: [{ pointer: '/password', message: expect.stringContaining(message) }],
    })
  })

  it('is refused under the name that its field has', async () => {
    await expect(check('aaaaaaaa', 'newPassword')).rejects.toMatchObject({
      fields: [{ pointer: '/newPassword' }],
    })
  })

  it('may hold a name that is too short to be a hint', async () => {
    const short = knownOf({ name: 'Ana', email: 'a@b.example' })
    const checked = checkNewPassword({ passwords }, 'ana12345', { field: 'password', known: short })
    await expect(checked).resolves.toBeUndefined()
  })

  it('of signs only is nobody’s name', async () => {
    const nobody = knownOf({ name: null, email: '' })
    const checked = checkNewPassword({ passwords }, '!?!#!?!#', {
      field: 'password',
      known: nobody,
    })
    await expect(checked).resolves.toBeUndefined()
  })
})
