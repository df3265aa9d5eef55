import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  askResetInput,
  loginInput,
  registerInput,
  resetPasswordInput,
  revokeKeyInput,
  totpConfirmInput,
  updateProfileInput,
} from './contract.ts'
import { nameKey } from './name-key.ts'

const VALID = { email: 'ana@example.org', name: 'Ana', password: 'seven wet otters' }
const register = (change: Readonly<Record<string, unknown>>) =>
  registerInput.safeParse({ ...VALID, ...change })
const nameOf = (name: string) => updateProfileInput.safeParse({ name })

/** The fields that were refused. */
const refused = ({ error }: ReturnType<typeof register>) => [
  ...new Set(error?.issues.map(({ path }) => path.join('.'))),
]

describe('a display name', () => {
  it.each(['Ana', 'a1', 'Ana Maria', 'Jean-Luc', 'j.r_r', '1942', '  Ana  ', 'Ελένη', '中文'])(
    'may be %j',
    (name) => {
      expect(nameOf(name).success).toBe(true)
    },
  )

  it.each([
    ['too short', 'a'],
    ['empty', ''],
    ['too long', 'a'.repeat(33)],
    ['1 MB', 'a'.repeat(1_000_000)],
    ['only signs', '...'],
    ['with a sign first', '-Ana'],
    ['with a sign last', 'Ana.'],
    ['with two spaces', 'Ana  Maria'],
    ['with a line break', 'Ana\nMaria'],
    ['with an emoji', 'Ana 😀'],
    ['with markup', '<b>Ana</b>'],
    ['with an address', 'ana@example.org'],
    ['with a path', 'ana/admin'],
    ['with a zero width space', 'An\u200ba'],
    ['with a direction override', '\u202eanA'],
    ['with a no-break space', 'Ana\u00a0Maria'],
    ['with half a surrogate', 'Ana\ud800'],
    ['with a letter that nobody sees', 'Ana\u3164'],
    ['of two scripts', 'Аna'],
    ['one letter to the eye', 'rn'],
    ['of letters under a heap of marks', `a${'\u0301'.repeat(5)}b`],
    ['of marks alone', '\u0301\u0302'],
  ])('may not be %s', (_, name) => {
    expect(nameOf(name).success).toBe(false)
  })

  it('is kept composed and trimmed', () => {
    expect(nameOf(' Jose\u0301 ').data).toEqual({ name: 'José' })
  })

  it('always has a key, and is taken again as it was kept', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 2, maxLength: 32 }), (name) => {
        const kept = nameOf(name).data?.name
        if (kept === undefined) return
        expect(nameKey(kept).length).toBeGreaterThanOrEqual(2)
        expect(nameOf(kept).data).toEqual({ name: kept })
      }),
      { numRuns: 500, seed: 20_261_121 },
    )
  })
})

describe('an e-mail address', () => {
  it.each(['ana@example.org', 'a.b+c@sub.example.co.uk', "o'neil@xn--bcher-kva.example"])(
    'may be %s',
    (email) => {
      expect(register({ email }).success).toBe(true)
    },
  )

  it.each([
    ['empty', ''],
    ['no address', 'ana'],
    ['without a host', 'ana@'],
    ['two', 'ana@example.org,bob@example.org'],
    ['with a name', 'Ana <ana@example.org>'],
    ['with a line break', 'ana@example.org\nBcc: all@example.org'],
    ['with a line break at its end', 'ana@example.org\r\n'],
    ['with NUL', 'ana\u0000@example.org'],
    ['with a space', 'a na@example.org'],
    ['with a quoted part', '"a b"@example.org'],
    ['with a Cyrillic letter', 'аna@example.org'],
    ['with a Cyrillic letter in its host', 'ana@exаmple.org'],
    ['with full width letters', 'ａna@example.org'],
    ['with a full width at', 'ana＠example.org'],
    ['with a dotless i', 'anı@example.org'],
    ['with a Kelvin sign', 'ana@\u212aelvin.org'],
    ['with a zero width space', 'ana\u200b@example.org'],
    ['with two dots', 'a..b@example.org'],
    ['at an IP address', 'ana@[192.0.2.1]'],
    ['too long', `${'a'.repeat(250)}@example.org`],
    ['1 MB', `${'a'.repeat(1_000_000)}@example.org`],
    ['1 MB of dots', `${'a.'.repeat(500_000)}@example.org`],
  ])('may not be %s', (_, email) => {
    expect(refused(register({ email }))).toEqual(['email'])
  })
})

describe('a password', () => {
  it.each([
    ['too short', 'short'],
    ['too long', 'x'.repeat(129)],
    ['1 MB', 'x'.repeat(1_000_000)],
    ['1 MB of marks in the worst order', '\u0301\u0323'.repeat(500_000)],
    ['no text', 12_345_678],
  ])('that is %s is refused before anything is made of it', (_, password) => {
    expect(refused(register({ password }))).toEqual(['password'])
    expect(
      resetPasswordInput.safeParse({ token: '0'.repeat(64), newPassword: password }).success,
    ).toBe(false)
  })

  it('is the same however it was composed', () => {
    const [composed, decomposed] = ['passwörter', 'passwo\u0308rter'].map(
      (password) => register({ password }).data?.password,
    )
    expect(composed).toBe(decomposed)
    expect(loginInput.parse({ ...VALID, password: 'passwo\u0308rter' }).password).toBe(composed)
  })

  it('keeps spaces and signs of every kind', () => {
    const password = '  two  spaces, 😀 and \t tab '
    expect(register({ password }).data?.password).toBe(password)
  })

  it('to sign in with may be one that could not be chosen today, within reason', () => {
    expect(loginInput.safeParse({ ...VALID, password: 'x' }).success).toBe(true)
    expect(loginInput.safeParse({ ...VALID, password: 'x'.repeat(1_024) }).success).toBe(true)
    expect(loginInput.safeParse({ ...VALID, password: 'x'.repeat(1_025) }).success).toBe(false)
  })
})

describe('codes and tokens', () => {
  it('are bounded before they are looked at', () => {
    expect(totpConfirmInput.safeParse({ code: '1'.repeat(33) }).success).toBe(false)
    expect(loginInput.safeParse({ ...VALID, code: '1'.repeat(33) }).success).toBe(false)
    const newPassword = VALID.password
    for (const token of ['', '0'.repeat(63), 'G'.repeat(64), `${'0'.repeat(64)}\n`]) {
      expect(resetPasswordInput.safeParse({ token, newPassword }).success).toBe(false)
    }
    expect(revokeKeyInput.safeParse({ id: `${'0'.repeat(16)}\n` }).success).toBe(false)
  })

  it('come as cookies unless they are asked for', () => {
    expect(registerInput.parse(VALID).tokens).toBe(false)
    expect(loginInput.parse(VALID).tokens).toBe(false)
  })
})

describe('an address to sign in with', () => {
  it.each(['\0', 'kim@a.example\0', 'a\ud800', ''])('is none: %j', (email) => {
    for (const parsed of [
      loginInput.safeParse({ email, password: 'x' }),
      askResetInput.safeParse({ email }),
    ]) {
      expect(parsed.error?.issues.map(({ path }) => path)).toContainEqual(['email'])
    }
  })

  it('is any text that may have been taken once', () => {
    expect(loginInput.safeParse({ email: 'no at', password: 'x' }).success).toBe(true)
  })
})
