import { describe, expect, it } from 'vitest'
import { CookieJar } from './cookie-jar.ts'

/** What the jar sends to `url` after answers with these `Set-Cookie` headers. */
async function sentAfter(cookies: string | null, answers: readonly string[], url: string) {
  const jar = new CookieJar(cookies)
  let sent: string | null = null
  const fetch = jar.around(async (_url, init) => {
    sent = new Headers(init.headers).get('cookie')
    const headers = new Headers()
    for (const answer of answers) headers.append('set-cookie', answer)
    return new Response('{}', { headers })
  })
  await fetch('https://api.test/trpc/a', {})
  await fetch(url, {})
  return { jar, sent }
}

const PAGE = 'https://api.test/trpc/stats.maps?input=%7B%7D'
const REFRESH = 'https://api.test/trpc/auth.refresh'

describe('a cookie jar', () => {
  it.each([
    ['nothing', null, [], null],
    ['what came', 'a=1; b=2', [], 'a=1; b=2'],
    ['odd ones as they came', ' a=1;;b ; c==x=', [], 'a=1; b; c==x='],
    ['what was set since', 'a=1', ['b=2; Path=/; HttpOnly'], 'a=1; b=2'],
    ['the later value', 'a=1; b=2', ['a=3; Path=/'], 'b=2; a=3'],
    ['nothing that only begins alike', 'ab=1', ['a=2'], 'ab=1; a=2'],
    ['nothing that was taken back', 'a=1; b=2', ['a=; Max-Age=0'], 'b=2'],
    ['nothing that is over', 'a=1', ['a=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT'], null],
    ['values with what looks like an attribute', null, ['a=max-age=0; Path=/'], 'a=max-age=0'],
  ])('sends %s', async (_name, cookies, answers, sent) => {
    expect((await sentAfter(cookies, answers, PAGE)).sent).toBe(sent)
  })

  it.each(['ld_rt', '__Secure-ld_rt'])('sends %s to its own paths alone', async (name) => {
    const cookies = `a=1; ${name}=x`
    expect((await sentAfter(cookies, [], PAGE)).sent).toBe('a=1')
    expect((await sentAfter(cookies, [], REFRESH)).sent).toBe(cookies)
    expect(new CookieJar(cookies).hasRefreshToken).toBe(true)
    expect(new CookieJar(`my${name}=x`).hasRefreshToken).toBe(false)
  })

  it('keeps what is to be handed on, in its order', async () => {
    const answers = ['a=1; Path=/x; Secure', 'a=1; Path=/y; Secure']
    const { jar } = await sentAfter(null, answers, PAGE)
    expect(jar.received).toEqual([...answers, ...answers])
  })
})
