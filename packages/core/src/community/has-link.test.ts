import { describe, expect, it } from 'vitest'
import { hasLink } from './has-link.ts'

describe('hasLink', () => {
  it.each([
    'https://a.example',
    'HTTP://A.EXAMPLE/x',
    'see http:/a.example',
    'go to www.cheap-keys.example now',
    '[free skins](skins.example/win)',
    'cheap-keys.com',
    'Buy at cheap-keys.com.',
    '(cheap-keys.com/win)',
    'shop.cheap-keys.co.ru!',
    'ｈｔｔｐｓ：／／a.example',
    'cheap-keys\u200b.com',
    'ch\u00adeap-keys.c\u200dom',
    'Привет, ключи.com',
    't.ly/abc',
  ])('finds one in %j', (text) => {
    expect(hasLink(text)).toBe(true)
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
    'something.community.event',
    'cheap-keys.comet',
    'me@home',
    'awww.that is nice',
    'http is a protocol',
  ])('finds none in %j', (text) => {
    expect(hasLink(text)).toBe(false)
  })

  it.each(['a.', 'a-', '-', 'www', '](', 'a.a-', 'http'])(
    'has an answer for much of %j',
    (part) => {
      expect(hasLink(part.repeat(1_000_000 / part.length))).toBe(part === '](')
    },
  )
})
