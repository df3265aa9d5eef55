import { describe, expect, it } from 'vitest'
import { createPostInput, editPostInput, postsByAuthorInput, tagName } from './contract.ts'

const post = (over: object = {}) =>
  createPostInput.safeParse({ title: 'A', content: 'B', tags: [], ...over })

describe('a tag', () => {
  it.each([
    ['fps', 'fps'],
    ['FPS', 'fps'],
    [' Patch-Notes ', 'patch-notes'],
    ['3d', '3d'],
    ['a--b', 'a--b'],
    ['x'.repeat(30), 'x'.repeat(30)],
  ])('may be %j', (tag, kept) => {
    expect(tagName.parse(tag)).toBe(kept)
  })

  it.each([
    ...['', ' ', '-', '-a', 'a-', 'a b', 'a_b', 'a.b', '#a', 'ä', '😀', 'ｆｐｓ', 'a\0b'],
    ...['x'.repeat(31), ' '.repeat(61), "a'; drop table post --"],
  ])('may not be %j', (tag) => {
    expect(tagName.safeParse(tag).success).toBe(false)
  })
})

describe('a new post', () => {
  it('has each tag once, however it is written', () => {
    expect(post({ tags: ['Maps', 'maps', ' MAPS '] }).data?.tags).toEqual(['maps'])
    expect(createPostInput.parse({ title: 'A', content: 'B' }).tags).toEqual([])
  })

  it('has ten tags at most', () => {
    const tags = Array.from({ length: 11 }, (_, n) => `t${n}`)
    expect(post({ tags: tags.slice(0, 10) }).success).toBe(true)
    expect(post({ tags }).success).toBe(false)
  })

  it('has a title and a content within their lengths', () => {
    expect(post({ title: 'x'.repeat(200), content: 'x'.repeat(20_000) }).success).toBe(true)
    for (const over of [
      { title: '' },
      { title: 'a\0b' },
      { title: ' \u200b\u2060 ' },
      { content: 'a\ud800' },
      { title: 'x'.repeat(201) },
      { content: '' },
      { content: '\n\n' },
      { content: 'x'.repeat(20_001) },
      { title: 1 },
      { content: null },
    ]) {
      expect(post(over).success, JSON.stringify(over)).toBe(false)
    }
  })

  it('keeps its Markdown, and loses what no text needs', () => {
    const content = '# A\n\n\tcode\n\n<b>&amp;</b>\u0007\r\n'
    expect(post({ content }).data?.content).toBe('# A\n\n\tcode\n\n<b>&amp;</b>')
  })
})

describe('an edit', () => {
  it('changes something', () => {
    expect(editPostInput.safeParse({ postId: 1 }).success).toBe(false)
    expect(editPostInput.safeParse({ postId: 1, expectedRevision: 1 }).success).toBe(false)
    for (const change of [{ title: 'A' }, { content: 'B' }, { tags: [] }]) {
      expect(editPostInput.safeParse({ postId: 1, ...change }).success).toBe(true)
    }
  })

  it('leaves tags alone that it does not name', () => {
    expect(editPostInput.parse({ postId: 1, title: 'A' }).tags).toBeUndefined()
  })
})

describe('ids', () => {
  it.each([0, -1, 1.5, 2 ** 31, '1', null])('cannot be %j', (accountId) => {
    expect(postsByAuthorInput.safeParse({ accountId }).success).toBe(false)
  })
})
