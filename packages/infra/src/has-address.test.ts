import { describe, expect, it } from 'vitest'
import { hasAddress } from './has-address.ts'

describe('hasAddress', () => {
  it.each([
    'https://a.example',
    'HTTP://A.EXAMPLE/x',
    'see http:/a.example',
    'go to www.cheap-keys.example now',
    'evil.example/x',
    'evil.example:8080',
    't.me/abc',
    'T.ME/abc',
    'write to mailto:kim@a.example',
    'kim@mail.com',
    'ftp://a.example/x',
    'steam://run/1',
    '//evil.example/x',
    '203.0.113.7',
    'http://[2001:db8::1]/',
    'join 203.0.113.7:27015 now',
    'evil。com',
    'привет.рф',
    'xn--e1afmkfd.xn--80asehdb',
    `${'x.'.repeat(500)}com`,
    `a,${'b,'.repeat(700)}evil.com`,
    'cheap-keys.com',
    'Buy at cheap-keys.com.',
    '(cheap-keys.com/win)',
    'shop.cheap-keys.co.ru!',
    'ｈｔｔｐｓ：／／a.example',
    'cheap-keys\u200b.com',
    'ch\u00adeap-keys.c\u200dom',
    'Привет, ключи.com',
    't.ly/abc',
    'evil.quest',
    'evil.games!',
    'a@b.quest',
    'evil.中国',
    'evil.rs/win',
  ])('finds one in %j', (text) => {
    expect(hasAddress(text)).toBe(true)
  })

  it.each([
    '',
    'Does it run on Linux?',
    'I liked it.Me too.',
    'Version 1.2.3 and 4.0',
    'the .com bubble',
    'e.g. this, i.e. that...',
    'Node.js and C.O.M.',
    'a [list](',
    'and/or 1.5/2 i.e./e.g. and so on',
    'It was 3.14.15 then; patch.notes say so',
    'https: never',
    'Go to the shop... com',
    'main.cpp and autoexec.cfg',
    'something.community.event',
    'cheap-keys.comet',
    'me@home',
    'awww.that is nice',
    'http is a protocol',
    'README.md, file.py and main.rs',
    'Das war gut.Es lief.De nada.La vida',
  ])('finds none in %j', (text) => {
    expect(hasAddress(text)).toBe(false)
  })

  it.each([
    'a.',
    'a-',
    '-',
    'www',
    '](',
    'a.a-',
    'http',
    'a@',
    '1.',
    'a.b,',
    '//a',
    'mailto:',
    'я.',
  ])('has an answer for much of %j, after a time that does not grow with its square', (part) => {
    expect(hasAddress(part.repeat(100_000 / part.length))).toBeTypeOf('boolean')
  })
})
