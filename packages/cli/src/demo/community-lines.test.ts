import { describe, expect, it } from 'vitest'
import { communityLines } from './community-lines.ts'

const content = { posts: 24, added: 0, passwordFile: '.loadout/demo-password' }
const people = ['mira', 'juno'].map((name, index) => ({
  ...{ id: index + 1, email: `${name}@demo.example`, password: 'not to be printed' },
}))

describe('communityLines', () => {
  it('says where the posts are, in an address that can be opened as it is, and who one may be', () => {
    const text = communityLines('http://127.0.0.1:3000', { ...content, people })
    const [title, address = '', how] = text.split('\n')
    expect(title).toBe('24 posts of 2 people with their threads, the hottest first:')
    const { pathname, searchParams } = new URL(address.trim())
    expect(pathname).toBe('/trpc/feed.list')
    expect(JSON.parse(searchParams.get('input') ?? '')).toEqual({ sort: 'hot' })
    expect(how).toBe('Sign in as mira@demo.example with the password in .loadout/demo-password')
    expect(text).not.toContain('not to be printed')
  })
})
