import { describe, expect, it } from 'vitest'
import { type CommunityComment, simulateCommunity } from './community.ts'

const OPTIONS = { seed: 'test', people: 8, posts: 60, products: ['Ember Tide', 'Hoodie'] }
const community = simulateCommunity(OPTIONS)
const below = (comments: readonly CommunityComment[]): readonly CommunityComment[] =>
  comments.flatMap((comment) => [comment, ...below(comment.replies)])
const comments = community.posts.flatMap((post) => below(post.comments))
const depthOf = (all: readonly CommunityComment[]): number =>
  all.length === 0 ? 0 : 1 + Math.max(...all.map(({ replies }) => depthOf(replies)))

describe('simulateCommunity', () => {
  it('is the same for a seed, and another for another', () => {
    expect(simulateCommunity(OPTIONS)).toEqual(community)
    expect(simulateCommunity({ ...OPTIONS, seed: 'other' })).not.toEqual(community)
  })

  it('has as many people and posts as are asked for, no two titles alike', () => {
    expect(community.people).toHaveLength(8)
    expect(new Set(community.people.map(({ name }) => name)).size).toBe(8)
    expect(new Set(community.posts.map(({ title }) => title)).size).toBe(60)
    expect(() => simulateCommunity({ ...OPTIONS, people: 21 })).toThrow(RangeError)
  })

  it('leaves no place in a text unfilled', () => {
    const texts = community.posts.flatMap(({ title, content }) => [title, content])
    for (const text of [...texts, ...comments.map(({ body }) => body)]) {
      expect(text).not.toMatch(/[{}]|undefined/)
      expect(text.trim()).toBe(text)
    }
  })

  it('writes about agents, about what is sold, and about nothing in particular', () => {
    const kinds = community.posts.map(({ about }) => about?.kind ?? 'nothing')
    expect(new Set(kinds)).toEqual(new Set(['agent', 'product', 'nothing']))
    for (const { about, title, content } of community.posts) {
      if (about?.kind === 'agent') expect(title + content).toContain(about.name)
      if (about?.kind === 'product') expect(title).toContain(OPTIONS.products[about.index])
    }
    const { products: _, ...bare } = OPTIONS
    for (const { about } of simulateCommunity(bare).posts) expect(about?.kind).not.toBe('product')
  })

  it('answers some and leaves others alone, a few levels deep', () => {
    const counts = community.posts.map((post) => post.comments.length)
    expect(Math.min(...counts)).toBe(0)
    expect(Math.max(...counts)).toBeGreaterThan(3)
    expect(Math.max(...community.posts.map((post) => depthOf(post.comments)))).toBe(4)
  })

  it('has nobody vote for what they wrote, or both ways, or follow themselves', () => {
    for (const { by, likedBy, dislikedBy } of community.posts) {
      expect([...likedBy, ...dislikedBy]).not.toContain(by)
      expect(likedBy.filter((one) => dislikedBy.includes(one))).toEqual([])
    }
    for (const { by, likedBy } of comments) expect(likedBy).not.toContain(by)
    for (const { by, of } of community.follows) expect(of).not.toBe(by)
    expect(community.follows.length).toBeGreaterThan(0)
  })

  it('likes some posts much more than others', () => {
    const likes = community.posts.map(({ likedBy }) => likedBy.length)
    expect(Math.min(...likes)).toBeLessThan(2)
    expect(Math.max(...likes)).toBeGreaterThan(5)
  })
})
